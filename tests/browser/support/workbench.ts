// Steps that several browser tests share: get in, start the kubelet, find things on the stage.
import type { Locator, Page } from 'playwright-core';
import type { LabProcess } from './lab-process';
import { screenShows, typeLine } from './screen';

/** Follows the printed link, begins the lesson, waits for a prompt. */
export async function enterWorkbench(page: Page, lab: LabProcess, locale: 'de' | 'en' = 'de'): Promise<void> {
  await page.goto(lab.url.replace('/de/', `/${locale}/`));
  await page.getByTestId('begin').click();
  await page.getByTestId('lesson').waitFor();
  await screenShows(page, /\w+@worker1:~\$/);
}

/** Makes the folder and starts the kubelet in the terminal on top. */
export async function startKubelet(page: Page): Promise<void> {
  await typeLine(page, 'mkdir -p kubelet-manifests; sudo ./kubelet --pod-manifest-path=$PWD/kubelet-manifests');
  await screenShows(page, /Starting kubelet main sync loop/);
}

export interface OnStage {
  pod: string;
  container: string;
  state?: string;
  attempt?: number;
}

/** An instance on the stage by its stable attributes. */
export function onStage(page: Page, { pod, container, state, attempt }: OnStage): Locator {
  const parts = [`[data-pod="${pod}"]`, `[data-container="${container}"]`];
  if (state) parts.push(`[data-state="${state}"]`);
  if (attempt !== undefined) parts.push(`[data-attempt="${attempt}"]`);
  return page.locator(`[data-testid="stage"] ${parts.join('')}`).first();
}

/** A pod that idles, as YAML. */
export const idlePod = (name: string, extra = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: c
      image: busybox:1.35
      command: ["sleep", "3600"]
${extra}`;
