import { useEffect, useRef, useState } from 'preact/hooks';

export interface Resource<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => Promise<void>;
  set: (change: (data: T) => T) => void;
}

/** What was loaded last, so that going back shows it at once while it is loaded anew. */
const kept = new Map<string, unknown>();

export function forgetAll(): void {
  kept.clear();
}

/** Loads something whenever its key changes. */
export function useResource<T>(key: string, load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string; data: T | undefined; error: unknown; loading: boolean }>({
    key,
    data: kept.get(key) as T | undefined,
    error: undefined,
    loading: true,
  });
  const asked = useRef(0);
  const shown = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const reload = async (): Promise<void> => {
    const mine = ++asked.current;
    try {
      const data = await loader.current();
      // Also while a later one is under way: where events keep coming, there always is one.
      if (mine <= shown.current) return;
      shown.current = mine;
      kept.set(key, data);
      setState({ key, data, error: undefined, loading: false });
    } catch (error) {
      if (mine === asked.current) setState((old) => ({ ...old, error, loading: false }));
    }
  };

  useEffect(() => {
    setState({ key, data: kept.get(key) as T | undefined, error: undefined, loading: true });
    void reload();
    return () => {
      shown.current = ++asked.current;
    };
  }, [key]);

  const set = (change: (data: T) => T): void =>
    setState((old) => {
      if (old.data === undefined) return old;
      const data = change(old.data);
      kept.set(key, data);
      return { ...old, data };
    });

  const current = state.key === key ? state : { data: undefined, error: undefined, loading: true };
  return { data: current.data, error: current.error, loading: current.loading, reload, set };
}
