package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dotted name of one to three parts (relations: catalog.schema.name), each already folded and unquoted. */
public record QualifiedName(List<String> parts, int position) {

    public static QualifiedName of(String name, int position) {
        return new QualifiedName(List.of(name), position);
    }

    /** A name in pg_catalog, as the parser makes for built-in type words and SQL function forms. */
    public static QualifiedName system(String name, int position) {
        return new QualifiedName(List.of("pg_catalog", name), position);
    }

    /** The last part. */
    public String name() {
        return parts.get(parts.size() - 1);
    }

    /** The part before the last, or null. */
    public @Nullable String schema() {
        return parts.size() < 2 ? null : parts.get(parts.size() - 2);
    }

    /** The part before the schema, or null. */
    public @Nullable String catalog() {
        return parts.size() < 3 ? null : parts.get(parts.size() - 3);
    }
}
