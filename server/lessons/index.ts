export { createLessonEngine } from './create-engine';
export { lessonHostOf } from './lab-host';
export { playLesson } from './play';
export { loadLesson } from './read';
