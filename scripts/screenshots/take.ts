// The pictures of README and handbooks, taken from the running application: a real lab on a real engine, operated as a learner
// would. Both themes show the same moment of the same lab, one after the other.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { terminalTexts } from '@/lib/i18n/terminal';
import { openBrowser } from '@/tests/browser/support/chromium';
import { docker, type LabProcess, startLab } from '@/tests/browser/support/lab-process';
import { screenShows, typeLine } from '@/tests/browser/support/screen';
import { enterWorkbench, onStage, startKubelet } from '@/tests/browser/support/workbench';
import { takePicture } from './picture';

const FOLDER = 'docs/images';
const NGINX = `apiVersion: v1
kind: Pod
metadata:
  name: nginx
  labels:
    app: nginx
spec:
  containers:
    - name: nginx
      image: nginx:latest
      imagePullPolicy: IfNotPresent
      ports:
        - containerPort: 80
          name: http
          protocol: TCP
  restartPolicy: Always
`;
const CRASHER = `apiVersion: v1
kind: Pod
metadata:
  name: crasher
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: crasher
      image: busybox:1.35
      command: ["sh", "-c", "sleep 1; exit 1"]
`;

type Locale = 'de' | 'en';

/** A node with one pod that has been healed and one that waits, the lesson at the step that is about it. */
async function healedNode(page: Page, lab: LabProcess, locale: Locale): Promise<void> {
  await enterWorkbench(page, lab, locale);
  await page.goto(`${lab.base}/${locale}/lessons/walkthrough/heal`);
  await screenShows(page, /\w+@worker1:~\$/);
  await startKubelet(page);
  const manifests = join(lab.dataDir, 'home/kubelet-manifests');
  writeFileSync(join(manifests, 'crasher.yaml'), CRASHER);
  writeFileSync(join(manifests, 'nginx.yaml'), NGINX);
  await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running' }).waitFor();
  await page.getByRole('tab', { name: 'nginx.yaml' }).click();
  await page.locator('[data-question="what-returns"] input[value="container"]').check();
  await page.getByRole('button', { name: terminalTexts[locale].open }).click();
  await screenShows(page, /\w+@worker1:~\$ *$/);
  const [running] = await docker.listContainers({ filters: { name: ['k8s_nginx_nginx-worker1'] } });
  await typeLine(page, `clear; sudo docker kill ${running?.Id.slice(0, 12)}`);
  await onStage(page, { pod: 'nginx-worker1', container: 'nginx', state: 'running', attempt: 1 }).waitFor();
  // The crasher's third attempt is far enough away for both themes.
  await onStage(page, { pod: 'crasher-worker1', container: 'crasher', attempt: 2 }).waitFor({ timeout: 120_000 });
  await page
    .locator('[data-testid="stage"] [data-container="crasher"]', { hasText: 'CrashLoopBackOff' })
    .first()
    .waitFor({ timeout: 120_000 });
  await typeLine(page, "sudo docker ps --format '{{.ID}}  {{.Status}}  {{.Names}}' | cut -c -60");
  await screenShows(page, /Up .*k8s_POD_ng.*\w+@worker1:~\$ *$/);
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await takePicture(page, join(FOLDER, `${name}-${colorScheme}.webp`));
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

mkdirSync(FOLDER, { recursive: true });
for (const locale of ['de', 'en'] as const) {
  const lab = await startLab({ KULISSEN_RUNTIME: 'docker' });
  const browser = await openBrowser({ locale: locale === 'de' ? 'de-DE' : 'en-GB' });
  const { page } = browser;
  try {
    await healedNode(page, lab, locale);
    await inBothThemes(page, `workbench-${locale}`);
    // From learning over the stage to the projector.
    for (const _ of ['stage', 'projector']) await page.keyboard.press('Shift+F9');
    await page.waitForFunction("getComputedStyle(document.documentElement).fontSize === '24px'");
    await takePicture(page, join(FOLDER, `projector-${locale}.webp`));
    await page.keyboard.press('Shift+F9');
    await page.goto(`${lab.base}/${locale}/preflight`);
    await page.locator('[data-check="engine"][data-state="ok"]').waitFor();
    await takePicture(page, join(FOLDER, `preflight-${locale}.webp`));
  } finally {
    await browser.close();
    await lab.dispose();
  }
}
