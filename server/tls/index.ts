// TLS for the web server: a certificate of one's own making or a given one, and a port that understands plain HTTP as well.
export { type Certificate, fingerprintOf } from './certificate';
export { ownCertificate } from './own-authority';
export { createTwoVoices } from './two-voices';
