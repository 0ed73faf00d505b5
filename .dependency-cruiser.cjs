// The layer table of ARCHITECTURE.md as rules. Type-only imports count.
// Tests and what only tests use may reach further.
const TESTS = '\\.test\\.tsx?$|-fixture\\.ts$|/fake-[a-z-]+\\.ts$';
const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: '^(app|components|lib|server|scripts|tests|lessons)/', pathNot: allowed },
});
const packages = (name, from, forbidden) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: forbidden },
});
const NPM = (names) => `node_modules/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    layer('lib-stands-alone', '^lib/', '^lib/'),
    layer('kubelet-knows-lib-only', '^server/kubelet/(?!cli/main)', '^(lib|server/kubelet)/'),
    layer(
      'runtime-knows-the-kubelets-interface',
      '^server/runtime/',
      '^(lib/|server/runtime/|server/kubelet/(runtime-service|clock)\\.ts$)',
    ),
    layer(
      'lab-knows-doors',
      '^server/lab/',
      '^(lib/|server/lab/|server/kubelet/(index|kubelet|runtime-service|clock|actions)\\.ts$|server/kubelet/(cli/(flags|config)|disk/read-regular)\\.ts$|server/terminal/index\\.ts$|server/lessons/(index|engine)\\.ts$)',
    ),
    layer('terminal', '^server/terminal/', '^(lib|server/terminal)/'),
    layer(
      'realtime',
      '^server/realtime/',
      '^(lib/|server/realtime/|server/lab/lab\\.ts$|server/http/refuse-upgrade\\.ts$|server/workshop/room/tabs\\.ts$)',
    ),
    layer(
      'a-seat-knows-doors',
      '^server/workshop/(seat|docker-socket|pod-security)/',
      '^(lib/|server/workshop/(seat|docker-socket|pod-security)/|server/lab/(lab|create-lab)\\.ts$|server/lab/data/|server/kubelet-program\\.ts$|server/kubelet/(index|kubelet|runtime-service|clock|network/node-network)\\.ts$|server/runtime/(docker/(index|connection)|identity|images/(lab-images|engine-client|workstation-image))\\.ts$|server/terminal/(shell/)?index\\.ts$|server/lessons/(index|engine)\\.ts$)',
    ),
    layer(
      'layers-of-seats',
      '^server/workshop/layers/',
      '^(lib/|server/workshop/layers/|server/kubelet/(clock|runtime-service)\\.ts$|server/runtime/docker/connection\\.ts$)',
    ),
    layer(
      'brokers-of-a-workshop',
      '^server/workshop/brokers/',
      '^(lib/|server/workshop/brokers/|server/workshop/room/index\\.ts$|server/workshop/preflight/judge-host\\.ts$|server/broker/index\\.ts$|server/lab/lab\\.ts$)',
    ),
    layer(
      'room-of-several-web-processes',
      '^server/workshop/shared/',
      '^(lib/|server/workshop/shared/|server/workshop/room/|server/http/session-shelf\\.ts$|server/realtime/gateway\\.ts$)',
    ),
    layer('room-of-a-workshop', '^server/workshop/room/', '^(lib/|server/workshop/room/|server/lab/lab\\.ts$)'),
    layer('workstation-knows-nothing', '^server/workshop/workstation/', '^server/workshop/workstation/'),
    layer(
      'robots-know-what-a-browser-knows',
      '^server/workshop/robots/',
      '^(lib/|server/workshop/robots/|server/lessons/index\\.ts$|server/kubelet/clock\\.ts$|server/settings\\.ts$)',
    ),
    layer('broker', '^server/broker/', '^(lib/|server/broker/|server/lab/lab\\.ts$)'),
    layer('lessons', '^server/lessons/', '^(lib|server/lessons)/'),
    layer('backup', '^server/backup/', '^(lib/|server/backup/|server/settings\\.ts$|server/workshop/seat/disk\\.ts$)'),
    layer('tls', '^server/tls/', '^(lib/|server/tls/|server/kubelet/api/tls/)'),
    layer('http', '^server/http/', '^(lib|server/http)/'),
    layer('server-never-sees-the-browser', '^server/', '^(lib|server)/'),
    layer('components-never-see-the-server', '^components/', '^(components|lib)/'),
    layer('ui-is-the-bottom', '^components/ui/', '^(components/ui|lib)/'),
    layer('state', '^components/state/', '^(components/(ui|state)|lib)/'),
    layer('client', '^components/client/', '^(components/(ui|state|client)|lib)/'),
    ...['lesson', 'editor', 'terminal', 'stage'].map((pane) =>
      layer(`pane-${pane}`, `^components/panes/${pane}/`, `^(components/(ui|state|client|panes/${pane})|lib)/`),
    ),
    layer('room', '^components/room/', '^(components/(ui|state|client|room)|lib)/'),
    layer('app', '^app/', '^(app|components|lib)/'),
    packages(
      'lib-has-no-platform',
      '^lib/',
      NPM(['react', 'react-dom', 'next', 'dockerode', 'socket\\.io', 'socket\\.io-client', 'zustand']),
    ),
    {
      name: 'lib-has-no-node',
      severity: 'error',
      from: { path: '^lib/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kubelet-touches-the-system-at-its-edges-only',
      severity: 'error',
      from: { path: '^server/kubelet/', pathNot: `^server/kubelet/(sources|api|cli|disk|network|volumes)/|${TESTS}` },
      to: { dependencyTypes: ['core'] },
    },
    packages(
      'dockerode-in-one-place',
      '^(app|components|lib|server/(?!runtime/(docker|images)|workshop/seat)|scripts)',
      NPM(['dockerode']),
    ),
    packages('socket-io-in-one-place', '^(app|components|lib|server/(?!realtime))', NPM(['socket\\.io'])),
    packages(
      'socket-io-client-in-one-place',
      '^(app|server/(?!workshop/robots)|lib|components/(?!client))',
      NPM(['socket\\.io-client']),
    ),
    packages('next-only-in-pages-and-composition', '^server/(?!index|compose)', NPM(['next'])),
    packages('no-socket-in-app', '^app/', NPM(['socket\\.io', 'socket\\.io-client', 'dockerode'])),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
