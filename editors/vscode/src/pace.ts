// Updates that follow typing: one at a time, the last one never left out, and a rest after each as long as it took.

/** A pace for one kind of update. */
export class Pace {
  private running = false;
  private wanted = false;

  constructor(private readonly update: () => Promise<void>) {}

  /** Asks for an update. */
  async want(): Promise<void> {
    this.wanted = true;
    if (this.running) return;
    this.running = true;
    try {
      while (this.wanted) {
        this.wanted = false;
        const start = performance.now();
        await this.update();
        await new Promise((done) => setTimeout(done, performance.now() - start));
      }
    } finally {
      this.running = false;
    }
  }
}
