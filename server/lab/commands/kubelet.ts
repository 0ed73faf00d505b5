// Starting a kubelet without a terminal: from the stage. It is the same command line as in the lessons, with its log in a tab.
import type { Locale } from '@/lib/i18n/locale';
import type { Terminals } from '@/server/terminal';
import type { HostedServerOptions } from '../hosted/hosted-server';
import type { KubeletHost } from '../hosted/kubelet-host';
import { shellQuote } from '../hosted/script';
import { hostedTexts } from '../hosted/texts';
import { done, failed } from '../workspace/results';
import type { Handlers } from './handler';

interface KubeletParts {
  kubelets: KubeletHost;
  read: HostedServerOptions['read'];
  terminals: Terminals;
  home: string;
  manifestDir: string;
  locale: Locale;
}

/** KubeletRuns when there is one already. The end of the kubelet, by whatever cause, ends the tab. */
export function kubeletHandlers(parts: KubeletParts): Handlers<'kubelet:start'> {
  const { kubelets, read, terminals, home, manifestDir, locale } = parts;
  return {
    async 'kubelet:start'() {
      const hostedBy = kubelets.hostedBy();
      if (hostedBy !== null) return failed('KubeletRuns', { terminal: hostedBy });
      const argv = [`--pod-manifest-path=${manifestDir}`];
      const command = read(argv, home);
      if (!('run' in command)) return failed('Failed', { message: command.stderr.trim() });
      const stopping = new AbortController();
      const tab = terminals.openLog('kubelet', () => stopping.abort());
      tab.command(
        `sudo ./kubelet --pod-manifest-path=${/[^\w/.-]/.test(manifestDir) ? shellQuote(manifestDir) : manifestDir}`,
      );
      for (const warning of command.warnings) tab.line(warning);
      const onLog = command.openLog(tab.line);
      const ended = kubelets.run({ config: command.run, argv, terminal: tab.id, onLog, signal: stopping.signal });
      if (!ended) {
        tab.end(1);
        return failed('KubeletRuns', { terminal: kubelets.hostedBy() ?? '' });
      }
      void ended.then((exit) => {
        if (exit.message && !exit.logged) tab.line(hostedTexts[locale].failed(exit.message));
        tab.end(exit.code);
      });
      return done({ terminal: tab.id });
    },
  };
}
