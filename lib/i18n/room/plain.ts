// Of a workshop without TLS.
import type { Texts } from '../locale';

export const plainTexts: Texts<{ overheard: string }> = {
  de: {
    overheard:
      'Diese Verbindung ist nicht verschlüsselt: Wer im WLAN mithört, liest mit. Geben Sie hier nichts Vertrauliches ein.',
  },
  en: {
    overheard:
      'This connection is not encrypted: whoever listens on the Wi-Fi reads along. Type nothing confidential here.',
  },
};
