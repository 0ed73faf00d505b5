/** Something wrong with a lesson's files. `line` is 1-based; 0 speaks of the file as a whole. */
export interface LessonProblem {
  file: string;
  line: number;
  message: string;
}

export const problemLine = ({ file, line, message }: LessonProblem): string =>
  line > 0 ? `${file}:${line}: ${message}` : `${file}: ${message}`;
