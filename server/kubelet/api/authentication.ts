// Who may ask on --port. Upstream: cmd/kubelet/app/auth.go, pkg/kubelet/server/server.go InstallAuthFilter,
// apiserver/pkg/authentication/request/x509 (1.20). Authorization is AlwaysAllow: with the other mode,
// which asks an API server, no kubelet starts (configuration/validate.ts).

import type { KubeletSettings } from '../configuration/fields';
import { readRegular } from '../disk/read-regular';
import { type Answer, text } from './answer';

/** What TLS says of the client. */
export interface ClientCertificate {
  /** One was shown, and an authority of --client-ca-file signed it. */
  trusted: boolean;
  /** Why not, in OpenSSL's words; '' where it is trusted. */
  problem: string;
}

const UNAUTHORIZED = text(401, 'Unauthorized');

/** The authorities of --client-ca-file; undefined without the flag. Throws with upstream's words. */
export async function clientAuthorities(settings: KubeletSettings): Promise<string | undefined> {
  const clientCaFile = settings['authentication.x509.clientCAFile'];
  if (clientCaFile === '') return undefined;
  const failed = (why: string) => new Error(`unable to load client CA file ${clientCaFile}: ${why}`);
  const pem = (
    await readRegular(clientCaFile).catch((error: NodeJS.ErrnoException) => {
      throw failed(`open ${clientCaFile}: ${error.code === 'ENOENT' ? 'no such file or directory' : error.message}`);
    })
  ).toString('utf8');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw failed(`error reading ${clientCaFile}: data does not contain any valid RSA or ECDSA certificates`);
  }
  return pem;
}

/**
 * Lets a client in (null), or answers 401. A certificate that nobody trusts is refused even where strangers are welcome.
 * @param certificate null: none was shown, or nobody looks at them (no --client-ca-file)
 */
export function refuseStranger(
  settings: KubeletSettings,
  certificate: ClientCertificate | null,
  onProblem: (message: string) => void,
): Answer | null {
  if (certificate?.trusted) return null;
  if (certificate) {
    onProblem(`Unable to authenticate the request due to an error: x509: ${certificate.problem}`);
    return UNAUTHORIZED;
  }
  return settings['authentication.anonymous.enabled'] ? null : UNAUTHORIZED;
}
