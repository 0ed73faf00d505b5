// The rows of the route table that a workshop has and self-study has not, and the one that says so.
import { LOCALES } from '@/lib/i18n/locale';
import type { Method, Route } from './routes';
import type { DoorName } from './workshop-doors';

const READ = ['GET', 'HEAD'] as const;
const locale = `(?:${LOCALES.join('|')})`;

const way = (name: DoorName, methods: readonly Method[]): Route => ({
  name,
  path: new RegExp(`^/${name}$`),
  methods,
  access: 'public',
  answer: name,
  only: 'workshop',
  sample: `/${name}`,
});
export const WORKSHOP_ROUTES: readonly Route[] = [
  way('join', ['GET', 'HEAD', 'POST']),
  way('resume', ['POST']),
  way('trainer', ['GET', 'HEAD', 'POST']),
  {
    name: 'door pages',
    path: new RegExp(`^/${locale}/(?:join|trainer)$`),
    methods: READ,
    access: 'public',
    answer: 'doorPage',
    only: 'workshop',
    sample: '/de/join',
  },
  {
    name: 'trainers’ pages',
    path: new RegExp(`^/${locale}/(?:board|present|records)(?:/|$)`),
    methods: READ,
    access: 'trainer',
    answer: 'page',
    only: 'workshop',
    sample: '/de/board',
  },
  {
    name: 'results',
    path: /^\/room\.csv$/,
    methods: READ,
    access: 'trainer',
    answer: 'results',
    only: 'workshop',
    sample: '/room.csv',
  },
  {
    name: 'metrics',
    path: /^\/metrics$/,
    methods: READ,
    access: 'trainer',
    openHere: true,
    answer: 'metrics',
    only: 'workshop',
    sample: '/metrics',
  },
  {
    name: 'no workshop',
    path: new RegExp(`^/(?:${locale}/)?(?:join|resume|trainer|board|present|records|room\\.csv|metrics)(?:/|$)`),
    methods: ['GET', 'HEAD', 'POST'],
    access: 'public',
    answer: 'closed',
    only: 'self-study',
    sample: '/join',
  },
];
