// Promises about images.
import { expect, it } from 'vitest';
import { type Context, withClass } from './context';

/** Listed with who uses them, and removed only when nobody does. */
export function storedImages(context: () => Context): void {
  it('is listed, in use exactly while a container of anyone stands on it', async () => {
    const { runtime, engine, sandbox } = context();
    const find = async (ref: string) => (await runtime.images()).find(({ repoTags }) => repoTags.includes(ref));
    await sandbox();
    expect(await find(engine.images.pause)).toMatchObject({ inUse: true });
    expect((await find(engine.images.pause))?.sizeBytes).toBeGreaterThan(0);
    expect((await find(engine.images.pause))?.id).toBe((await runtime.imageStatus(engine.images.pause))?.id);
  });

  it('is not removed while a foreign container stands on it, and keeps its name', async () => {
    const { runtime, engine, ownership } = context();
    await engine.startForeign(`foreign-image-${ownership.lab}`, {});
    const id = (await runtime.imageStatus(engine.images.pause))?.id ?? '';
    await expect(runtime.removeImage(id)).rejects.toEqual(withClass('Conflict'));
    expect((await runtime.imageStatus(engine.images.pause))?.repoTags).toContain(engine.images.pause);
  });

  it('is removed with all its names when nobody uses it, and a second time is fine', async () => {
    const { runtime, engine } = context();
    const ref = await engine.spareImage();
    const id = (await runtime.imageStatus(ref))?.id ?? '';
    await runtime.removeImage(id);
    expect(await runtime.imageStatus(ref)).toBeNull();
    expect(await runtime.imageStatus(id)).toBeNull();
    await runtime.removeImage(id);
  });
}

/** Present, absent, malformed, not to be had. */
export function images(context: () => Context): void {
  it('is found by name and by id', async () => {
    const { runtime, engine } = context();
    const image = await runtime.imageStatus(engine.images.app);
    expect(image?.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(image?.repoTags).toContain(engine.images.app);
    expect(image?.user).toBe('');
    expect(await runtime.imageStatus(image?.id ?? '')).toEqual(image);
  });

  it('is null when absent, also when a name is the beginning of an id', async () => {
    const { runtime, engine } = context();
    const id = (await runtime.imageStatus(engine.images.app))?.id ?? '';
    expect(await runtime.imageStatus('kulissen-test/absent:1')).toBeNull();
    expect(await runtime.imageStatus(id.slice('sha256:'.length, 'sha256:'.length + 12))).toBeNull();
    expect(await runtime.imageStatus(`sha256:${'0'.repeat(64)}`)).toBeNull();
  });

  it.each(['Upper/Case', 'a b', 'x:', '', '../../containers', 'a?b=c'])(
    'is Invalid when it is no reference: "%s"',
    async (ref) => {
      const { runtime } = context();
      await expect(runtime.imageStatus(ref)).rejects.toEqual(withClass('Invalid'));
      await expect(runtime.pullImage(ref)).rejects.toEqual(withClass('Invalid'));
    },
  );

  it('that no registry has cannot be pulled', async () => {
    const { runtime } = context();
    await expect(runtime.pullImage('localhost:9/kulissen-test/absent:1')).rejects.toMatchObject({
      errorClass: 'ImagePull',
      message: expect.stringMatching(/^Error response from daemon: /),
    });
  });
}
