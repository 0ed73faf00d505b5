import { describe, expect, it } from 'vitest';
import { labView, nginxView } from './checks/view-fixture';
import { fillVariables, parseVariable, variablesOf } from './variables';

describe('fillVariables', () => {
  it.each([
    ['docker inspect {{pauseId}}', 'docker inspect 8b049508e0dc'],
    ['docker kill {{container:nginx}}', 'docker kill 7c927f014f84'],
    ['curl http://{{podIP}}', 'curl http://172.17.0.2'],
    ['docker inspect {{sandbox:nginx}}', 'docker inspect 8b049508e0dc'],
    ["docker inspect --format '{{ .Id }}' {{pauseId}}", "docker inspect --format '{{ .Id }}' 8b049508e0dc"],
    ['echo nginx-{{node}}', 'echo nginx-worker1'],
    ['ls {{home}} {{manifestDir}}', 'ls /home/ada /home/ada/kubelet-manifests'],
  ])('%s', (text, filled) => {
    expect(fillVariables(text, nginxView())).toEqual({ text: filled });
  });

  it('names the first thing that is not there', () => {
    expect(fillVariables('x {{podIP}} {{pauseId}}', labView())).toEqual({ unknown: 'podIP' });
  });
});

it('knows which variables there are', () => {
  expect(variablesOf('{{pauseId}} {{ .Id }} {{pauseId}} {{nothing}}')).toEqual(['pauseId', 'nothing']);
  expect(parseVariable('nothing')).toBeUndefined();
  expect(parseVariable('container')).toBeUndefined();
  expect(parseVariable('container:nginx')).toEqual({ name: 'container', argument: 'nginx' });
});
