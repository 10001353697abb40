package io.trefoil.sql.engine.explain;

import java.util.List;

/** A value of the structured forms: what JSON, XML and YAML have in common. */
sealed interface DocumentValue {
    /** A string. */
    record Text(String value) implements DocumentValue {}

    /** A number or a truth value, written as it is. */
    record Bare(String value) implements DocumentValue {}

    /** A list of strings. */
    record Texts(List<String> values) implements DocumentValue {}

    /** Named values in order. */
    record Fields(List<Field> fields) implements DocumentValue {}

    /** A list of objects; XML gives each the name {@code element}. */
    record Elements(String element, List<Fields> values) implements DocumentValue {}

    /** A named value. */
    record Field(String name, DocumentValue value) {
        static Field text(String name, String value) {
            return new Field(name, new Text(value));
        }

        static Field bare(String name, Object value) {
            return new Field(name, new Bare(String.valueOf(value)));
        }
    }
}
