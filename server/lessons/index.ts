export { createLessonEngine } from './create-engine';
export { lessonHostOf } from './lab-host';
export { playLesson, type StepResult } from './play';
export { loadLesson } from './read';
export { watchLessons } from './watch';
