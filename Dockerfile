# Kulissen in a container, beside the engine that it drives. Made from a bundle, so that the build needs no network:
#   npm run bundle && docker build -t kulissen .
# compose.yaml starts it, and says what handing over the Docker socket means.
ARG BASE=debian:bookworm-slim
FROM ${BASE}

ADD release/kulissen-*.tar.gz /opt/
RUN mv /opt/kulissen-* /opt/kulissen
WORKDIR /opt/kulissen
# The lessons' tools, from the packages in the bundle. Of docker.io only the client is used.
RUN bash -c 'set -eu; SOURCE=$PWD; for part in texts checks packages; do . scripts/install/$part.sh; done; \
      install_packages docker.io sudo curl jq procps iproute2' \
    && rm -rf debs /var/lib/apt/lists/*
ENV PATH=/opt/kulissen/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    SHELL=/bin/bash
# The engine resolves volumes on its host: the data must have the same path there.
VOLUME /var/lib/kulissen
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD curl -fsS -o /dev/null http://127.0.0.1:${PORT:-3000}/de/login
ENTRYPOINT ["node", "scripts/start.mjs", "--no-install", "--data", "/var/lib/kulissen/data"]
