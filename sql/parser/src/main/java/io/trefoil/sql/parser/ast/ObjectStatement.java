package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What works alike on objects of every kind: drop, rename, move, change owner, comment. */
public sealed interface ObjectStatement extends Statement {

    /**
     * An object as DROP or COMMENT names it.
     *
     * @param name empty parts for objects without a name (a cast)
     * @param arguments of a function or aggregate, when written; an operator's are in {@code types}
     * @param types of an operator, cast or transform; a null entry is NONE
     * @param relation the table of a trigger, rule, policy or constraint; the access method of an operator class
     */
    record ObjectName(
            QualifiedName name,
            @Nullable List<RoutineStatement.RoutineParameter> arguments,
            List<@Nullable TypeName> types,
            @Nullable QualifiedName relation) {
        public static ObjectName of(QualifiedName name) {
            return new ObjectName(name, null, List.of(), null);
        }
    }

    /** {@code DROP kind [IF EXISTS] name, ... [CASCADE]} for all kinds but databases and roles. */
    record Drop(ObjectKind kind, List<ObjectName> objects, boolean ifExists, boolean cascade, boolean concurrently)
            implements ObjectStatement {}

    /** {@code COMMENT ON kind name IS 'text'}; a null text removes it. */
    record Comment(
            ObjectKind kind, ObjectName object, @Nullable String text) implements ObjectStatement {}

    /**
     * {@code ALTER kind name RENAME [sub] TO newName}.
     *
     * @param subKind COLUMN, ATTRIBUTE or CONSTRAINT when a part is renamed, else the same as kind
     * @param subName the part's old name
     */
    record Rename(
            ObjectKind kind,
            ObjectName object,
            boolean only,
            boolean ifExists,
            ObjectKind subKind,
            @Nullable String subName,
            String newName,
            boolean cascade,
            int position)
            implements ObjectStatement {}

    /** {@code ALTER kind name SET SCHEMA schema} */
    record SetSchema(ObjectKind kind, ObjectName object, boolean ifExists, String schema) implements ObjectStatement {}

    /** {@code ALTER kind name OWNER TO role} for objects that are not relations (those use ALTER TABLE's action). */
    record SetOwner(ObjectKind kind, ObjectName object, RoleName owner) implements ObjectStatement {}
}
