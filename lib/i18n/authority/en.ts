import type { AuthorityTexts } from './index';

export const en: AuthorityTexts = {
  title: 'This workshop’s certificate',
  paragraphs: [
    'This server encrypts what goes between your browser and itself. It can only be reached in this network; so there is no certificate for it that your browser knows already, and the browser warns you.',
    'You can accept the warning once and go on. Or you trust this server’s certificate authority for as long as the workshop lasts; then the warning goes away.',
    'Whoever trusts a certificate authority believes it any name on the network. Do it only on a device that is yours to decide about, only after comparing the fingerprint, and undo it after the workshop.',
  ],
  download: 'Download the certificate (ca.crt)',
  fingerprint: 'Fingerprint (SHA-256)',
  compare:
    'Compare it with the one on the server’s console; your trainer will show it. Only this comparison protects you: somebody on the way could have changed this page.',
  clock: (time) =>
    `This server’s clock says ${time}. If it differs by more than a day from your device’s, the browser may refuse the certificate because it is not valid yet, or no longer. Then one of the two clocks has to be set.`,
  systems: [
    {
      name: 'Firefox (any system)',
      steps: [
        'Settings → Privacy & Security → View Certificates → Authorities → Import.',
        'Choose ca.crt and tick “Trust this CA to identify websites”.',
      ],
    },
    {
      name: 'Windows (Edge, Chrome)',
      steps: [
        'Double-click ca.crt → Install Certificate → Current User.',
        '“Place all certificates in the following store” → Trusted Root Certification Authorities.',
      ],
    },
    {
      name: 'macOS (Safari, Chrome)',
      steps: [
        'Double-click ca.crt; it appears in Keychain Access.',
        'Open the certificate there → Trust → When using this certificate: Always Trust.',
      ],
    },
    {
      name: 'Linux (Chrome, Chromium)',
      steps: ['Open chrome://certificate-manager → Local certificates → Import, and choose ca.crt.'],
    },
    {
      name: 'iPhone and iPad',
      steps: [
        'Open this page in Safari, download the certificate and allow the profile.',
        'Settings → General → VPN & Device Management → install the profile.',
        'Settings → General → About → Certificate Trust Settings → switch it on.',
      ],
    },
    {
      name: 'Android',
      steps: [
        'Settings → Security → Encryption & credentials → Install a certificate → CA certificate.',
        'The names of these menus differ between makers; search the settings for “certificate”.',
      ],
    },
  ],
  removeHeading: 'After the workshop',
  remove: 'Remove the certificate again in the same place. Its name begins with “Kulissen”.',
  goOn: 'On to the workshop',
  otherLanguage: 'Deutsch',
};
