'use client';
import { Check, CircleQuestionMark, ScanEye, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { request } from '@/components/client';
import { useTexts } from '@/components/ui/locale';
import { lessonTexts } from '@/lib/i18n/lesson';
import type { Block, Option } from '@/lib/lessons/blocks';
import type { Question as Structure } from '@/lib/lessons/schema';
import { Inlines } from './inlines';
import { type Place, useOnline, useStepView } from './step-state';

type QuestionBlock = Extract<Block, { kind: 'question' }>;

interface QuestionProps {
  block: QuestionBlock;
  place: Place;
  /** Draws why an answer is right or wrong. */
  draw(why: Block[]): ReactNode;
}

/** A prediction, answered by what the node then does, or a quiz, answered at once. The answer is kept by the lab. */
export function Question({ block, place, draw }: QuestionProps) {
  const t = useTexts(lessonTexts).question;
  const online = useOnline();
  const structure = place.step.questions[block.id];
  const { mine, choose } = useAnswer(block.id, place);
  const revealed = useRevealed(structure, mine, place);
  if (!structure) return null;
  const locked = !online || (structure.kind === 'predict' && revealed);
  const Glyph = structure.kind === 'predict' ? ScanEye : CircleQuestionMark;
  return (
    <fieldset className="lesson-question" data-question={block.id}>
      <legend>
        <Glyph className="i" aria-hidden="true" />
        <span>
          {t[structure.kind]}: <Inlines of={block.title} slug={place.lesson.slug} />
        </span>
      </legend>
      {block.options.map((option) => (
        <label key={option.id} className="lesson-option" data-chosen={mine === option.id ? '' : undefined}>
          <input
            type="radio"
            name={`${place.step.id}-${block.id}`}
            value={option.id}
            checked={mine === option.id}
            disabled={locked}
            onChange={() => choose(option.id)}
          />
          <span>
            <Inlines of={option.label} slug={place.lesson.slug} />
          </span>
          <Verdict option={option.id} structure={structure} mine={mine} revealed={revealed} />
        </label>
      ))}
      <div className="lesson-why" aria-live="polite">
        {revealed ? draw(reason(block.options, structure, mine)) : null}
        {!revealed && structure.kind === 'predict' && mine !== undefined ? <p>{t.pending}</p> : null}
      </div>
    </fieldset>
  );
}

/** The kept answer, ahead of the lab's echo by what was just chosen. */
function useAnswer(question: string, place: Place): { mine: string | undefined; choose: (answer: string) => void } {
  const kept = useStepView(place)?.answers[question];
  const [chosen, setChosen] = useState<string>();
  const choose = async (answer: string) => {
    setChosen(answer);
    await request('lesson:answer', { lesson: place.lesson.slug, step: place.step.id, question, answer });
    // From here on what the lab has kept is shown, also when it refused.
    setChosen(undefined);
  };
  return { mine: chosen ?? kept, choose: (answer) => void choose(answer) };
}

function useRevealed(structure: Structure | undefined, mine: string | undefined, place: Place): boolean {
  const tasks = useStepView(place)?.tasks;
  if (structure?.answeredBy !== undefined) return tasks?.[structure.answeredBy]?.state === 'done';
  return mine !== undefined;
}

interface VerdictProps {
  option: string;
  structure: Structure;
  mine: string | undefined;
  revealed: boolean;
}

function Verdict({ option, structure, mine, revealed }: VerdictProps) {
  const t = useTexts(lessonTexts).question;
  const predict = structure.kind === 'predict';
  const isRight = option === structure.right;
  if (revealed && isRight && (predict || mine === option)) {
    return (
      <span className="lesson-verdict" data-right="">
        <Check className="i s12" aria-hidden="true" />
        {predict ? t.wasSo : t.right}
      </span>
    );
  }
  if (mine !== option) return null;
  if (!revealed || predict) return <span className="lesson-verdict">{t.mine}</span>;
  return (
    <span className="lesson-verdict" data-wrong="">
      <X className="i s12" aria-hidden="true" />
      {t.wrong}
    </span>
  );
}

/** Why the chosen answer is right or wrong; without an answer, why the right one is. */
const reason = (options: Option[], structure: Structure, mine: string | undefined): Block[] =>
  options.find(({ id }) => id === (mine ?? structure.right))?.why ?? [];
