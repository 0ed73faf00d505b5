// `docker run` in a seat: what the learner asked for is read, and a new request is built from the few things that are allowed.
import { LAB_LABEL, NODE_LABEL, type Ownership } from '@/server/kubelet/runtime-service';
import { notInThisLab, Refused } from './refused';

export interface RunRules {
  images: readonly string[];
  /** Name of the seat's network. */
  network: string;
  /** Cgroup above all of the seat's containers; '' for the engine's own. */
  cgroupParent?: string;
  memoryBytes: number;
  nanoCpus: number;
  pids: number;
  /** Containers of `docker run` at once. */
  containers: number;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_WORDS = 256;
const MAX_TEXT = 32 * 1024;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const asked = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);

/** A list of words, or undefined when there is none. */
function words(value: unknown, name: string): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list = typeof value === 'string' ? [value] : value;
  const fine =
    Array.isArray(list) &&
    list.length <= MAX_WORDS &&
    list.every((word) => typeof word === 'string' && word.length <= MAX_TEXT);
  if (!fine) throw new Refused(400, `${name}: at most ${MAX_WORDS} texts of ${MAX_TEXT} characters`);
  return list as string[];
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 1024 ? value : undefined;

/** What would reach further than the seat, by the option that asks for it. */
const FORBIDDEN: readonly [string, (host: Fields) => boolean][] = [
  ['--privileged', (host) => asked(host.Privileged)],
  ['--volume', (host) => asked(host.Binds) || asked(host.VolumesFrom)],
  ['--mount', (host) => asked(host.Mounts) || asked(host.Tmpfs)],
  ['--publish', (host) => asked(host.PortBindings) || asked(host.PublishAllPorts)],
  ['--device', (host) => asked(host.Devices) || asked(host.DeviceRequests) || asked(host.DeviceCgroupRules)],
  ['--cap-add', (host) => asked(host.CapAdd)],
  ['--security-opt', (host) => asked(host.SecurityOpt) || asked(host.MaskedPaths) || asked(host.ReadonlyPaths)],
  ['--pid', (host) => asked(host.PidMode)],
  ['--ipc', (host) => asked(host.IpcMode) && host.IpcMode !== 'private'],
  ['--uts', (host) => asked(host.UTSMode)],
  ['--userns', (host) => asked(host.UsernsMode)],
  ['--cgroupns', (host) => asked(host.CgroupnsMode) && host.CgroupnsMode !== 'private'],
  ['--cgroup-parent', (host) => asked(host.CgroupParent) || asked(host.Cgroup)],
  ['--sysctl', (host) => asked(host.Sysctls)],
  ['--runtime', (host) => asked(host.Runtime)],
  ['--network', (host) => asked(host.NetworkMode) && host.NetworkMode !== 'default' && host.NetworkMode !== 'bridge'],
  ['--log-driver', (host) => asked(fieldsOf(host.LogConfig).Type)],
  ['--link', (host) => asked(host.Links)],
  ['--ulimit', (host) => asked(host.Ulimits)],
  ['--oom-score-adj', (host) => asked(host.OomScoreAdj)],
];
const RESTART = ['no', 'on-failure', 'always', 'unless-stopped'];

function restartPolicy(host: Fields): { Name: string; MaximumRetryCount: number } {
  const { Name, MaximumRetryCount } = fieldsOf(host.RestartPolicy);
  const retries = Number.isInteger(MaximumRetryCount) ? Math.max(0, Math.min(10, Number(MaximumRetryCount))) : 0;
  return {
    Name: RESTART.find((known) => known === Name) ?? 'no',
    MaximumRetryCount: Name === 'on-failure' ? retries : 0,
  };
}

/** Labels of the learner, none of which can be one of ours, and ours. */
function labels(value: unknown, { lab, node }: Ownership): Record<string, string> {
  const own = Object.entries(fieldsOf(value)).filter(
    ([key, said]) =>
      typeof said === 'string' &&
      key.length <= 128 &&
      said.length <= 1024 &&
      !/^(dev\.kulissen|io\.kubernetes|annotation\.)/.test(key),
  ) as [string, string][];
  return { ...Object.fromEntries(own.slice(0, 32)), [LAB_LABEL]: lab, [NODE_LABEL]: node };
}

/** The body for `POST /containers/create`. Rejects with Refused for an image or an option that a seat may not have. */
export function buildContainer(said: unknown, rules: RunRules, ownership: Ownership): object {
  const body = fieldsOf(said);
  const host = fieldsOf(body.HostConfig);
  const image = String(body.Image ?? '');
  const named = rules.images.find((known) => known === image || known === `${image}:latest`);
  if (!named) throw notInThisLab(`the image ${image.slice(0, 128)}`);
  for (const [option, wanted] of FORBIDDEN) if (wanted(host)) throw notInThisLab(option);
  return {
    Image: named,
    Cmd: words(body.Cmd, 'Cmd'),
    Entrypoint: words(body.Entrypoint, 'Entrypoint'),
    Env: words(body.Env, 'Env'),
    WorkingDir: text(body.WorkingDir),
    StopSignal: text(body.StopSignal),
    Tty: body.Tty === true,
    OpenStdin: body.OpenStdin === true,
    StdinOnce: body.StdinOnce === true,
    AttachStdin: body.AttachStdin === true,
    AttachStdout: body.AttachStdout === true,
    AttachStderr: body.AttachStderr === true,
    Labels: labels(body.Labels, ownership),
    HostConfig: {
      AutoRemove: host.AutoRemove === true,
      RestartPolicy: restartPolicy(host),
      NetworkMode: rules.network,
      ...(rules.cgroupParent && { CgroupParent: rules.cgroupParent }),
      CapDrop: ['ALL'],
      // What a web server that starts as root needs to become another user.
      CapAdd: ['NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID'],
      SecurityOpt: ['no-new-privileges'],
      Memory: rules.memoryBytes,
      MemorySwap: rules.memoryBytes,
      NanoCpus: rules.nanoCpus,
      PidsLimit: rules.pids,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    },
  };
}
