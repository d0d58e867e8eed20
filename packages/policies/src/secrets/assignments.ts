/** `name=value` and `name: value` in the lines of a text: environment files, properties, YAML, shell scripts, and the arguments of a command. */
export interface Assignment {
  name: string;
  value: string;
}

const LINE = /^\s{0,40}(?:export\s+|-{1,2}\s?)?([A-Za-z_][\w.-]{0,80})\s{0,4}[=:]\s{0,4}(["']?)([^\s"'`(){}[\]$<>,;\\]{1,200})\2\s*$/;

/** Only plain values: what calls a function, takes from a variable or is a part of a program assigns no literal. */
export function* assignmentsIn(text: string): Generator<Assignment> {
  for (const line of text.split("\n", 5000)) {
    const match = line.length > 400 ? null : LINE.exec(line);
    const value = match?.[3] ?? "";
    if (value !== "" && !CODE.test(value)) {
      yield { name: match?.[1] ?? "", value };
    }
  }
}

/** In a script or a program, `password = options.password` takes it from elsewhere. */
const CODE = /^([A-Za-z_]\w*(\.[A-Za-z_]\w*)+|null|nil|undefined|None|self|this)$/;
