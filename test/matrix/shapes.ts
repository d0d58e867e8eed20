import ts from "typescript";

/** What a declaration says that a value may be, as far as it matters to what is set in it. */
export type Shape =
  | { kind: "leaf" }
  /** One of these texts, or true or false. */
  | { kind: "choice"; values: unknown[] }
  | { kind: "list"; of: Shape }
  | { kind: "map"; of: Shape }
  | { kind: "object"; properties: () => Map<string, Shape> };

const LEAF: Shape = { kind: "leaf" };

/** The interfaces of declaration files, and the unions of literals that constants spell out, without a type checker: it would take ten seconds. */
export class Shapes {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  private readonly choices = new Map<string, unknown[]>();

  /** `text` is a declaration file; its interfaces are found by `<prefix><namespace>.<name>`. */
  read(text: string, prefix = ""): this {
    this.collect(ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ES2022, true).statements, prefix);
    return this;
  }

  has(name: string): boolean {
    return this.interfaces.has(name);
  }

  /** The shape of an interface. */
  of(name: string): Shape {
    const declaration = this.interfaces.get(name);
    if (declaration === undefined) {
      throw new Error(`there is no interface ${name}`);
    }
    const properties = () =>
      new Map(declaration.members.filter(ts.isPropertySignature).map((member) => [nameOf(member.name), this.shape(member.type)]));
    return { kind: "object", properties };
  }

  private collect(statements: readonly ts.Statement[], prefix: string): void {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        this.interfaces.set(prefix + statement.name.text, statement);
      } else if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
        this.collect(statement.body.statements, `${prefix}${statement.name.text}.`);
      } else if (ts.isVariableStatement(statement)) {
        statement.declarationList.declarations.forEach((declaration) => this.collectConstant(declaration));
      }
    }
  }

  private collectConstant({ name, type }: ts.VariableDeclaration): void {
    if (type !== undefined && ts.isTypeLiteralNode(type)) {
      const types = type.members.flatMap((member) => (ts.isPropertySignature(member) && member.type !== undefined ? [member.type] : []));
      if (types.every(ts.isLiteralTypeNode)) {
        this.choices.set(nameOf(name as ts.Identifier), types.map(literal));
      }
    }
  }

  private shape(node: ts.TypeNode | undefined): Shape {
    if (node === undefined) {
      return LEAF;
    }
    if (ts.isArrayTypeNode(node)) {
      return { kind: "list", of: this.shape(node.elementType) };
    }
    if (ts.isUnionTypeNode(node)) {
      const given = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
      return given.every(ts.isLiteralTypeNode) ? { kind: "choice", values: given.map(literal) } : given.length === 1 ? this.shape(given[0]) : LEAF;
    }
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index === undefined ? LEAF : { kind: "map", of: this.shape(index.type) };
    }
    if (node.kind === ts.SyntaxKind.BooleanKeyword) {
      return { kind: "choice", values: [false, true] };
    }
    return ts.isTypeReferenceNode(node) ? this.reference(node) : LEAF;
  }

  private reference({ typeName, typeArguments = [] as unknown as ts.NodeArray<ts.TypeNode> }: ts.TypeReferenceNode): Shape {
    const name = typeName.getText();
    if (["Input", "pulumi.Input"].includes(name)) {
      return this.shape(typeArguments[0]);
    }
    if (name === "Record") {
      return { kind: "map", of: this.shape(typeArguments[1]) };
    }
    const values = this.choices.get(name);
    return values !== undefined ? { kind: "choice", values } : this.interfaces.has(name) ? this.of(name) : LEAF;
  }
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}

function literal(node: ts.TypeNode): unknown {
  return JSON.parse(node.getText().replace(/'/g, '"'));
}

/** The paths of values for which their shape has no place. */
export function unknownPaths(shape: Shape, value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const members = (of: Shape, at: (key: string) => string) => Object.entries(value).flatMap(([key, member]) => unknownPaths(of, member, at(key)));
  switch (shape.kind) {
    case "list":
      return members(shape.of, (index) => `${path}[${index}]`);
    case "map":
      return members(shape.of, (key) => `${path}.${key}`);
    case "object": {
      const properties = shape.properties();
      return Object.entries(value).flatMap(([key, member]) => {
        const at = path === "" ? key : `${path}.${key}`;
        const property = properties.get(key);
        return property === undefined ? [at] : unknownPaths(property, member, at);
      });
    }
    default:
      return [];
  }
}

/** The paths, and the choices, that none of the values sets. */
export function unsetPaths(shape: Shape, values: unknown[], path: string): string[] {
  const given: unknown[] = values.filter((value) => value !== undefined && value !== null);
  if (given.length === 0) {
    return [path];
  }
  switch (shape.kind) {
    case "choice":
      return shape.values.filter((value) => !given.includes(value)).map((value) => `${path}: ${JSON.stringify(value)}`);
    case "list":
    case "map":
      return unsetPaths(
        shape.of,
        given.flatMap((value) => Object.values(value as object)),
        `${path}[]`,
      );
    case "object":
      return [...shape.properties()].flatMap(([name, property]) =>
        unsetPaths(
          property,
          given.map((value) => (value as Record<string, unknown>)[name]),
          `${path}.${name}`,
        ),
      );
    default:
      return [];
  }
}
