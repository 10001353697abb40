package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that are visible at one place of a query: its FROM entries, and through the outer link those of the queries
 * around it.
 */
final class Scope {
    private final BindContext context;
    private final @Nullable OuterLink outer;
    private final List<RangeEntry> entries;
    private final List<NamedColumn> visible;
    /** What the statement has, but not here; errors tell so. */
    private final @Nullable RangeEntry hidden;

    /**
     * @param entries what qualified names find
     * @param visible what unqualified names find and a bare star expands to
     */
    Scope(BindContext context, @Nullable OuterLink outer, List<RangeEntry> entries, List<NamedColumn> visible) {
        this(context, outer, entries, visible, null);
    }

    private Scope(
            BindContext context,
            @Nullable OuterLink outer,
            List<RangeEntry> entries,
            List<NamedColumn> visible,
            @Nullable RangeEntry hidden) {
        this.context = context;
        this.outer = outer;
        this.entries = List.copyOf(entries);
        this.visible = List.copyOf(visible);
        this.hidden = hidden;
    }

    /** The same names; whoever asks for one of this entry is told that it cannot be used here. */
    Scope hiding(RangeEntry entry) {
        return new Scope(context, outer, entries, visible, entry);
    }

    static Scope empty(BindContext context, @Nullable OuterLink outer) {
        return new Scope(context, outer, List.of(), List.of());
    }

    @Nullable
    OuterLink outer() {
        return outer;
    }

    List<RangeEntry> entries() {
        return entries;
    }

    List<NamedColumn> visible() {
        return visible;
    }

    /** Resolves {@code name}, {@code table.name} or {@code schema.table.name}; throws when there is no such column. */
    NamedColumn resolve(List<String> names, int position) {
        NamedColumn found = find(names, position);
        if (found != null) {
            return found;
        }
        throw unresolved(names, position);
    }

    @Nullable
    NamedColumn find(List<String> names, int position) {
        NamedColumn local =
                names.size() == 1 ? findUnqualified(names.get(0), position) : findQualified(names, position);
        if (local == null && names.size() == 1) {
            RangeEntry whole = findEntry(names, position);
            local = whole == null ? null : wholeRow(whole);
        }
        if (local != null || outer == null) {
            return local;
        }
        NamedColumn fromOuter = outer.scope().find(names, position);
        return fromOuter == null
                ? null
                : new NamedColumn(
                        fromOuter.name(),
                        outer.slot(fromOuter.value()),
                        fromOuter.tableOid(),
                        fromOuter.columnNumber());
    }

    /** Only this level's own columns. */
    @Nullable
    NamedColumn findUnqualified(String name, int position) {
        NamedColumn found = null;
        for (NamedColumn column : visible) {
            if (column.name().equals(name)) {
                if (found != null) {
                    throw context.error(
                            SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous", position);
                }
                found = column;
            }
        }
        return found != null ? found : systemColumn(entries.size() == 1 ? entries.get(0) : null, name);
    }

    private @Nullable NamedColumn findQualified(List<String> names, int position) {
        RangeEntry entry = findEntry(names.subList(0, names.size() - 1), position);
        if (entry == null) {
            return null;
        }
        String name = names.get(names.size() - 1);
        NamedColumn found = null;
        for (NamedColumn column : entry.columns()) {
            if (column.name().equals(name)) {
                if (found != null) {
                    throw context.error(
                            SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous", position);
                }
                found = column;
            }
        }
        if (found == null) {
            found = systemColumn(entry, name);
        }
        if (found == null) {
            throw context.error(
                    SqlState.UNDEFINED_COLUMN, "column " + String.join(".", names) + " does not exist", position);
        }
        return found;
    }

    private static @Nullable NamedColumn systemColumn(@Nullable RangeEntry entry, String name) {
        if (entry == null || entry.relationOid() == 0) {
            return null;
        }
        return switch (name) {
            case "tableoid" ->
                new NamedColumn(
                        name, new Scalar.Constant(entry.relationOid(), SqlTypes.OID, -1), entry.relationOid(), -6);
            case "xmin", "xmax" ->
                new NamedColumn(name, new Scalar.Constant(0, SqlTypes.XID, -1), entry.relationOid(), -2);
            case "ctid" ->
                entry.rowKey() < 0
                        ? null
                        : new NamedColumn(
                                name,
                                new Scalar.InputRef(entry.rowKey(), SqlTypes.BYTEA, -1, name),
                                entry.relationOid(),
                                -1);
            default -> null;
        };
    }

    /** The entry that {@code alias} or {@code schema.table} names on this level, or null. */
    @Nullable
    RangeEntry findEntry(List<String> names, int position) {
        RangeEntry found = null;
        for (RangeEntry entry : entries) {
            if (matches(entry, names)) {
                if (found != null) {
                    throw context.error(
                            SqlState.AMBIGUOUS_ALIAS,
                            "table reference \"" + names.get(names.size() - 1) + "\" is ambiguous",
                            position);
                }
                found = entry;
            }
        }
        return found;
    }

    private boolean matches(RangeEntry entry, List<String> names) {
        if (!entry.alias().equals(names.get(names.size() - 1))) {
            return false;
        }
        if (names.size() == 1) {
            return true;
        }
        String schema = names.get(names.size() - 2);
        return entry.schemaOid() != 0
                && RelationNames.schemaName(context.environment(), entry.schemaOid())
                        .equals(schema);
    }

    /** A row value of all columns of an entry. */
    static NamedColumn wholeRow(RangeEntry entry) {
        List<Scalar> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (NamedColumn column : entry.columns()) {
            fields.add(column.value());
            names.add(column.name());
        }
        return new NamedColumn(entry.alias(), new Scalar.RowConstructor(fields, names, entry.rowType()), 0, 0);
    }

    /** Columns of {@code alias.*}, from here or from an outer level. */
    List<NamedColumn> star(List<String> names, int position) {
        RangeEntry entry = findEntry(names, position);
        if (entry != null) {
            return entry.columns();
        }
        if (outer == null) {
            throw missingEntry(names, position);
        }
        OuterLink link = outer;
        return link.scope().star(names, position).stream()
                .map(column -> new NamedColumn(
                        column.name(), link.slot(column.value()), column.tableOid(), column.columnNumber()))
                .toList();
    }

    private SqlStateException unresolved(List<String> names, int position) {
        if (names.size() > 1) {
            return missingEntry(names.subList(0, names.size() - 1), position);
        }
        SqlStateException error =
                context.error(SqlState.UNDEFINED_COLUMN, "column \"" + names.get(0) + "\" does not exist", position);
        if (hidden != null
                && hidden.columns().stream().anyMatch(column -> column.name().equals(names.get(0)))) {
            return error.withHint("There is a column named \"" + names.get(0) + "\" in table \"" + hidden.alias()
                    + "\", but it cannot be referenced from this part of the query.");
        }
        String similar = similarName(names.get(0));
        return similar == null ? error : error.withHint("Perhaps you meant to reference the column " + similar + ".");
    }

    private SqlStateException missingEntry(List<String> names, int position) {
        String name = names.get(names.size() - 1);
        if (hidden != null && hidden.alias().equals(name)) {
            return context.error(
                            SqlState.UNDEFINED_TABLE,
                            "invalid reference to FROM-clause entry for table \"" + name + "\"",
                            position)
                    .withHint("There is an entry for table \"" + name
                            + "\", but it cannot be referenced from this part of the query.");
        }
        return context.error(
                SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + name + "\"", position);
    }

    private @Nullable String similarName(String wanted) {
        for (RangeEntry entry : entries) {
            for (NamedColumn column : entry.columns()) {
                if (EditDistance.close(wanted, column.name())) {
                    return "\"" + entry.alias() + "." + column.name() + "\"";
                }
            }
        }
        return null;
    }
}
