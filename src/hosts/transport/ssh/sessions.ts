/** Sessions of one connection at once: sshd permits 10 where nothing else is configured (MaxSessions). */
const mostSessions = 8;

/** Lets so many sessions be open at once as the host permits; the others wait their turn. */
export function createSessions() {
  let permitted = mostSessions;
  let open = 0;
  const waiting: (() => void)[] = [];

  function admit(): void {
    while (open < permitted) {
      const next = waiting.shift();
      if (next === undefined) return;
      open += 1;
      next();
    }
  }

  return {
    async enter(): Promise<void> {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
    },
    leave(): void {
      open -= 1;
      admit();
    },
    /** The host refused one that has left since: it permits those that are open, and no more. Gives how many they are. */
    refused(): number {
      permitted = Math.max(1, Math.min(permitted, open));
      return open;
    },
    /** There is a new connection, on which more may be permitted. */
    reset(): void {
      permitted = mostSessions;
      admit();
    },
    open: () => open,
  };
}
