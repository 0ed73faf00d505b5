'use client';
// The command palette: everything that can be done now, found by typing, done by Enter. Also the list of shortcuts.
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { type Action, offered, useActionStore } from '@/components/state/actions';
import { Dialog } from '@/components/ui/dialog';
import { keyNames } from '@/components/ui/keys';
import { useLocale, useTexts } from '@/components/ui/locale';
import { workbenchTexts } from '@/lib/i18n/workbench';
import { matching } from './palette-search';

export function Keys({ keys }: { keys: string }) {
  const locale = useLocale();
  return (
    <span className="keys">
      {keyNames(keys, locale).map((key) => (
        <kbd className="key" key={key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}

export function Palette({ onClose }: { onClose(): void }) {
  const t = useTexts(workbenchTexts);
  const id = useId();
  const all = useActionStore((state) => state.bySource);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = matching(offered(all), text);
  const current = found[Math.min(at, found.length - 1)];
  const option = (action: Action) => `${id}-${action.id}`;
  const run = (action: Action | undefined) => {
    if (!action) return;
    onClose();
    // After the dialog has given the focus back: the action may want to move it.
    requestAnimationFrame(() => action.run());
  };
  const onKey = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (event.key === 'Enter') run(current);
    else if (to !== undefined) {
      setAt(to);
      document.getElementById(option(found[to] ?? (found[0] as Action)))?.scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
  };
  return (
    <Dialog label={t.palette} close={t.close} className="palette" titled={false} onClose={onClose}>
      <div className="palette-search">
        <Search className="i s16" aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? option(current) : undefined}
          aria-label={t.paletteSearch}
          placeholder={t.paletteSearch}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <span role="status" className="sr">
          {t.paletteCount(found.length)}
        </span>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t.palette} className="palette-list">
        {found.map((action) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the search box's
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={action.id}
            id={option(action)}
            role="option"
            aria-selected={action === current}
            data-action={action.id}
            onPointerMove={() => setAt(found.indexOf(action))}
            onClick={() => run(action)}
          >
            <span className="grow">{action.label}</span>
            <small>{t.groups[action.group]}</small>
            {action.keys ? <Keys keys={action.keys} /> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="palette-none">{t.paletteEmpty(text)}</p> : null}
    </Dialog>
  );
}

/** All shortcuts, pane by pane. */
export function ShortcutHelp({ onClose }: { onClose(): void }) {
  const t = useTexts(workbenchTexts);
  const actions = offered(useActionStore((state) => state.bySource)).filter(({ keys }) => keys);
  const groups = [...new Set(actions.map(({ group }) => group))];
  return (
    <Dialog label={t.help} close={t.close} className="shortcuts" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="shortcuts-body" tabIndex={0} role="group" aria-label={t.help}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{t.groups[group]}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id}>
                    <dt>{action.label}</dt>
                    <dd>
                      <Keys keys={action.keys ?? ''} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <p>{t.helpNote}</p>
      </div>
    </Dialog>
  );
}
