import { describe, expect, it } from 'vitest';
import { configurationObject } from './configz';
import { defaultSettings } from './fields';
import golden from './testdata/configz.json' with { type: 'json' };

describe('configurationObject', () => {
  it('is what the real kubelet shows, field by field and in its order', () => {
    const settings = {
      ...defaultSettings('flags'),
      staticPodPath: '/kubelet-manifests',
      // Tolerated: our default address is loopback. The certificate is made at start.
      address: '0.0.0.0',
      tlsCertFile: '/var/lib/kubelet/pki/kubelet.crt',
      tlsPrivateKeyFile: '/var/lib/kubelet/pki/kubelet.key',
    };
    expect(JSON.stringify(configurationObject(settings), null, 1)).toBe(JSON.stringify(golden.kubeletconfig, null, 1));
  });

  it('leaves out what Go leaves out', () => {
    const settings = { ...defaultSettings('file'), failSwapOn: false, port: 0, healthzPort: 0, evictionHard: {} };
    const shown = configurationObject(settings);
    expect(shown).toMatchObject({ failSwapOn: false, healthzPort: 0 });
    expect(Object.keys(shown)).not.toContain('port');
    expect(Object.keys(shown)).not.toContain('readOnlyPort');
    expect(Object.keys(shown)).not.toContain('evictionHard');
    expect(shown).toMatchObject({ authorization: { mode: 'Webhook' } });
  });
});
