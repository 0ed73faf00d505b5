// Configuration and start page of the local nginx image: written for it, at the paths that people know.

export const NGINX_CONF = `user  nginx;
worker_processes  1;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log    /var/log/nginx/access.log combined;
    sendfile      on;
    include       /etc/nginx/conf.d/*.conf;
}
`;

export const NGINX_MIME_TYPES = `types {
    text/html               html htm;
    text/css                css;
    text/plain              txt;
    text/xml                xml;
    application/javascript  js;
    application/json        json;
    image/png               png;
    image/jpeg              jpg jpeg;
    image/svg+xml           svg;
    image/x-icon            ico;
    font/woff2              woff2;
}
`;

export const NGINX_SITE = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html;
    }
}
`;

export const NGINX_INDEX = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Welcome to nginx!</title>
<style>
body { max-width: 38rem; margin: 4rem auto; padding: 0 1rem; font-family: sans-serif; line-height: 1.5; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This page comes out of a container. The image was built on this machine from its Debian packages.</p>
</body>
</html>
`;
