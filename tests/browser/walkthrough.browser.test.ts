// The article's walk-through, typed into the real terminal in a real browser, in both languages (issue 2, "Done when").
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from './support/chromium';
import { docker, type LabProcess, startLab } from './support/lab-process';
import { joinedScreen, screenShows, typeLine } from './support/screen';

const MANIFEST = `cat << EOF > $PWD/kubelet-manifests/nginx.yaml
    apiVersion: v1
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
EOF`;

const LANGUAGES = [
  { locale: 'de-DE', path: '/de', begin: /Rundgang beginnen/, newTab: /Neues Terminal/ },
  { locale: 'en-GB', path: '/en', begin: /walk-through/, newTab: /New terminal/ },
] as const;

describe.each(LANGUAGES)('the walk-through in $locale', ({ locale, path, begin, newTab }) => {
  let lab: LabProcess;
  let browser: TestBrowser;
  beforeAll(async () => {
    lab = await startLab();
    browser = await openBrowser({ locale });
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') process.stderr.write(`${lab.stderr().slice(-4000)}\n`);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.dispose();
  });

  it('leads from the printed link to a healed container and the kubelet API', async () => {
    const { page } = browser;
    const instance = (container: string, state: string, attempt: number) =>
      page.locator(
        `[data-testid="stage"] [data-pod="nginx-worker1"][data-container="${container}"][data-state="${state}"][data-attempt="${attempt}"]`,
      );
    const onStage = (container: string, state: string, attempt: number) =>
      instance(container, state, attempt).first().waitFor({ timeout: 60_000 });

    // The link exchanges its token for a cookie and leads to the start page in the reader's language.
    await page.goto(lab.url.replace(/\/(de|en)\//, `${path}/`));
    await page.waitForURL((url) => url.pathname === path);
    await page.getByTestId('begin').filter({ hasText: begin }).click();
    await page.getByTestId('lesson').waitFor();

    await screenShows(page, /\w+@worker1:~\$/);
    await typeLine(page, 'mkdir kubelet-manifests');
    await typeLine(page, 'sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests');
    await screenShows(page, /Starting kubelet main sync loop/);

    await page.getByRole('button', { name: newTab }).click();
    await screenShows(page, /\w+@worker1:~\$ *$/);
    await typeLine(page, MANIFEST);
    await onStage('POD', 'running', 0);
    await onStage('nginx', 'running', 0);

    await typeLine(page, 'clear; sudo docker ps --filter name=_nginx-worker1_');
    await screenShows(page, /k8s_nginx_nginx-worker1_default_[0-9a-f]{32}_0/);
    await screenShows(page, /k8s_POD_nginx-worker1_default_[0-9a-f]{32}_0/);
    const [, pauseId] = await screenShows(page, /([0-9a-f]{12}) +k8s\.gcr\.io\/pause:3\.2 +"\/pause"/);
    const shown = await joinedScreen(page);
    const nginxId = shown.match(/([0-9a-f]{12}) +\S+ +"nginx -g 'daemon of/)?.[1];
    expect(nginxId, shown).toBeDefined();

    await typeLine(
      page,
      `clear; sudo docker inspect --format '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}' ${pauseId}`,
    );
    const [, address] = await screenShows(page, /(172\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)\w+@/);
    await typeLine(page, `clear; curl http://${address}`);
    await screenShows(page, /<title>Welcome to nginx!<\/title>/);

    await typeLine(page, `clear; sudo docker kill ${nginxId}`);
    await onStage('nginx', 'running', 1);
    await onStage('nginx', 'exited', 0);
    // The foundation never stopped.
    expect(await instance('POD', 'running', 0).count()).toBeGreaterThan(0);
    const { State } = await docker.getContainer(pauseId ?? '').inspect();
    expect(State.Running).toBe(true);

    await typeLine(
      page,
      "clear; curl -s http://localhost:10255/pods | jq -c '.items[] | [.metadata.name, .status.phase]'",
    );
    await screenShows(page, /\["nginx-worker1","Running"\]/);
    await typeLine(page, 'clear; curl http://localhost:10255/pods | jq .');
    await screenShows(page, /"qosClass": "BestEffort"/);
    expect(browser.problems).toEqual([]);
  });
});
