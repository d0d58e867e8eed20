import type { PolicyReport } from "../reports";
import type { Pack } from "./pack";
import type { Serving } from "./policies";
import { Recorder } from "./recorder";
import { ReportFiles, beforeTheEnd } from "./reportFiles";

/**
 * Has a pack write reports of what it finds, while it is served and when it ends. A folder where that can't be done, or a format that there is not, ends the
 * pack at once.
 */
export function reportTo(directory: string, formats: string | undefined, pack: Pack, serving: Serving): void {
  const { observer } = serving;
  const recorder = new Recorder(pack, serving.pack.version);
  const report = (): PolicyReport => ({
    formatVersion: 1,
    subject: `${observer.run.project}/${observer.run.stack}`,
    ...(recorder.complete ? {} : { incomplete: "the preview or update ended before the stack was finished" }),
    packs: [recorder.report(observer.levels, observer.run)],
  });
  const files = opened(() => new ReportFiles(directory, pack.name, report, formats));
  recorder.changed = () => files.changed();
  serving.recorder = recorder;
  const { listener } = observer;
  observer.listener = {
    ...listener,
    stackConfigured: () => {
      recorder.clear();
      listener.stackConfigured?.();
    },
    resource: (data) => {
      recorder.saw(data);
      listener.resource?.(data);
    },
    stackAnalyzed: () => {
      recorder.complete = true;
      files.write();
    },
  };
  beforeTheEnd(() => files.finish());
}

function opened(make: () => ReportFiles): ReportFiles {
  try {
    return make();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
