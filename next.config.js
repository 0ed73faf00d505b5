// Next only renders pages; server/index.ts owns the port, the headers and the sockets (ARCHITECTURE.md, "Why a custom server").
/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Screens are reached at 127.0.0.1 and at localhost while developing.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};
