export { createLessonEngine, type LessonEngineOptions } from './create-engine';
export type { LessonEngine, LessonHost } from './engine';
export { type LabDoor, lessonHostOf } from './lab-host';
export { playLesson, type StepResult, type TaskResult } from './play';
export { lessonFolder, loadLesson, loadLessons } from './read';
