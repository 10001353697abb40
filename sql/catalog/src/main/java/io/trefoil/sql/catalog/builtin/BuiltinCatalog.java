package io.trefoil.sql.catalog.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 15's own catalog rows, shared by the binder (type resolution) and the pg_catalog views. Immutable; each
 * table is parsed when it is first asked for. Lists are in OID order.
 */
public final class BuiltinCatalog implements TypeSource {
    private static final BuiltinCatalog INSTANCE = new BuiltinCatalog(CatalogFile.read(), CatalogFile.readOwn());

    private final CatalogFile file;
    private final CatalogFile own;
    private final Lazy<Types> types;
    private final Lazy<Procs> procs;
    private final Lazy<Operators> operators;
    private final Lazy<Casts> casts;
    private final Lazy<Ranges> ranges;
    private final Lazy<OidMap<AggregateRow>> aggregates;
    private final Lazy<Opclasses> opclasses;
    private final Lazy<Relations> relations;
    private final Map<String, List<GenericRow>> genericRows = new HashMap<>();

    private BuiltinCatalog(CatalogFile file, CatalogFile own) {
        this.file = file;
        this.own = own;
        this.types = new Lazy<>(() -> new Types(read("pg_type", TypeRow::read)));
        this.procs = new Lazy<>(() -> new Procs(read("pg_proc", ProcRow::read)));
        this.operators = new Lazy<>(() -> new Operators(read("pg_operator", OperatorRow::read)));
        this.casts = new Lazy<>(() -> new Casts(read("pg_cast", CastRow::read)));
        this.ranges = new Lazy<>(() -> new Ranges(read("pg_range", RangeRow::read)));
        this.aggregates = new Lazy<>(() -> OidMap.of(read("pg_aggregate", AggregateRow::read), AggregateRow::function));
        this.opclasses =
                new Lazy<>(() -> new Opclasses(read("pg_opclass", OpclassRow::read), read("pg_amop", AmopRow::read)));
        this.relations = new Lazy<>(this::readRelations);
    }

    public static BuiltinCatalog instance() {
        return INSTANCE;
    }

    // Types

    @Override
    public @Nullable TypeRow type(int oid) {
        return types.get().byOid.get(oid);
    }

    /** The type with this pg_type name (int4, not integer) in pg_catalog or information_schema. */
    public @Nullable TypeRow type(String name) {
        return types.get().byName.get(name);
    }

    @Override
    public @Nullable TypeRow type(int namespace, String name) {
        TypeRow type = types.get().byName.get(name);
        return type != null && type.namespace() == namespace ? type : null;
    }

    @Override
    public String nameOf(TypeRow type) {
        return type.namespace() == Namespaces.INFORMATION_SCHEMA
                ? Identifiers.qualified("information_schema", type.name())
                : Identifiers.quote(type.name());
    }

    public List<TypeRow> types() {
        return types.get().all;
    }

    @Override
    public @Nullable RangeRow rangeOf(int range) {
        return ranges.get().byRange.get(range);
    }

    @Override
    public @Nullable RangeRow rangeOfMultirange(int multirange) {
        return ranges.get().byMultirange.get(multirange);
    }

    public List<RangeRow> ranges() {
        return ranges.get().all;
    }

    // Functions

    public @Nullable ProcRow proc(int oid) {
        return procs.get().byOid.get(oid);
    }

    /** Every function, procedure and aggregate of this name in pg_catalog and information_schema; maybe empty. */
    public List<ProcRow> procs(String name) {
        return procs.get().byName.getOrDefault(name, List.of());
    }

    public List<ProcRow> procs() {
        return procs.get().all;
    }

    /** The aggregate's own row, given its pg_proc OID. */
    public @Nullable AggregateRow aggregate(int function) {
        return aggregates.get().get(function);
    }

    // Operators and casts

    public @Nullable OperatorRow operator(int oid) {
        return operators.get().byOid.get(oid);
    }

    /** Every infix and prefix operator of this name; maybe empty. */
    public List<OperatorRow> operators(String name) {
        return operators.get().byName.getOrDefault(name, List.of());
    }

    public List<OperatorRow> operators() {
        return operators.get().all;
    }

    public @Nullable CastRow cast(int source, int target) {
        return casts.get().find(source, target);
    }

    public List<CastRow> casts() {
        return casts.get().all;
    }

    // Operator classes

    public @Nullable OpclassRow opclass(int oid) {
        return opclasses.get().byOid.get(oid);
    }

    public List<OpclassRow> opclasses() {
        return opclasses.get().all;
    }

    /** The places of an operator in operator families of any access method; maybe empty. */
    public List<AmopRow> amopsOf(int operator) {
        List<AmopRow> rows = opclasses.get().byOperator.get(operator);
        return rows == null ? List.of() : rows;
    }

    /** Every member operator of a family. */
    public List<AmopRow> amopsOfFamily(int family) {
        List<AmopRow> rows = opclasses.get().byFamily.get(family);
        return rows == null ? List.of() : rows;
    }

    // Relations

    /** The system table, view or index with this OID. */
    public @Nullable SystemRelation relation(int oid) {
        return relations.get().byOid.get(oid);
    }

    /** The system table, view or index of this name in pg_catalog or information_schema. */
    public @Nullable SystemRelation relation(int namespace, String name) {
        SystemRelation found = relations.get().byName.get(name);
        return found != null && found.namespace() == namespace ? found : null;
    }

    /** System tables, views and indexes of pg_catalog and information_schema. */
    public List<SystemRelation> relations() {
        return relations.get().all;
    }

    /**
     * The rows of any catalog table of the data file as texts by column name, for the views; empty for a table that has
     * no rows of its own in a fresh database.
     */
    public List<GenericRow> rows(String table) {
        synchronized (genericRows) {
            return genericRows.computeIfAbsent(table, name -> {
                List<GenericRow> rows = new ArrayList<>(GenericRow.readAll(file.open(name)));
                rows.addAll(GenericRow.readAll(own.open(name)));
                return List.copyOf(rows);
            });
        }
    }

    private <T> List<T> read(String table, Function<RowReader, T> toRow) {
        List<T> rows = new ArrayList<>();
        for (CatalogFile source : List.of(file, own)) {
            RowReader reader = source.open(table);
            while (reader.next()) {
                rows.add(toRow.apply(reader));
            }
        }
        return List.copyOf(rows);
    }

    private Relations readRelations() {
        Map<Integer, List<SystemColumn>> columns = new HashMap<>();
        for (SystemColumn column : read("pg_attribute", SystemColumn::read)) {
            columns.computeIfAbsent(column.relation(), oid -> new ArrayList<>()).add(column);
        }
        List<SystemRelation> all = read("pg_class", row -> {
            int oid = row.number(0);
            return new SystemRelation(
                    oid,
                    row.text(1),
                    row.number(2),
                    row.number(3),
                    row.character(row.column("relkind")),
                    columns.getOrDefault(oid, List.of()));
        });
        return new Relations(all);
    }

    private static <T> Map<String, List<T>> byName(List<T> rows, Function<T, String> name) {
        Map<String, List<T>> map = new HashMap<>(rows.size() * 2);
        for (T row : rows) {
            map.computeIfAbsent(name.apply(row), key -> new ArrayList<>(2)).add(row);
        }
        return map;
    }

    private static final class Types {
        final List<TypeRow> all;
        final OidMap<TypeRow> byOid;
        final Map<String, TypeRow> byName;

        Types(List<TypeRow> all) {
            this.all = all;
            this.byOid = OidMap.of(all, TypeRow::oid);
            this.byName = new HashMap<>(all.size() * 2);
            for (TypeRow type : all) {
                if (type.namespace() == Namespaces.PG_CATALOG) {
                    byName.put(type.name(), type);
                } else {
                    byName.putIfAbsent(type.name(), type);
                }
            }
        }
    }

    private static final class Procs {
        final List<ProcRow> all;
        final OidMap<ProcRow> byOid;
        final Map<String, List<ProcRow>> byName;

        Procs(List<ProcRow> all) {
            this.all = all;
            this.byOid = OidMap.of(all, ProcRow::oid);
            this.byName = byName(all, ProcRow::name);
        }
    }

    private static final class Operators {
        final List<OperatorRow> all;
        final OidMap<OperatorRow> byOid;
        final Map<String, List<OperatorRow>> byName;

        Operators(List<OperatorRow> all) {
            this.all = all;
            this.byOid = OidMap.of(all, OperatorRow::oid);
            this.byName = byName(all, OperatorRow::name);
        }
    }

    private static final class Casts {
        final List<CastRow> all;
        final OidMap<CastRow[]> bySource;

        Casts(List<CastRow> all) {
            this.all = all;
            Map<Integer, List<CastRow>> lists = new HashMap<>();
            all.forEach(cast -> lists.computeIfAbsent(cast.source(), source -> new ArrayList<>())
                    .add(cast));
            this.bySource = OidMap.of(
                    lists.values().stream()
                            .map(list -> list.toArray(new CastRow[0]))
                            .toList(),
                    list -> list[0].source());
        }

        @Nullable
        CastRow find(int source, int target) {
            CastRow[] list = bySource.get(source);
            if (list != null) {
                for (CastRow cast : list) {
                    if (cast.target() == target) {
                        return cast;
                    }
                }
            }
            return null;
        }
    }

    private static final class Ranges {
        final List<RangeRow> all;
        final OidMap<RangeRow> byRange;
        final OidMap<RangeRow> byMultirange;

        Ranges(List<RangeRow> all) {
            this.all = all;
            this.byRange = OidMap.of(all, RangeRow::range);
            this.byMultirange = OidMap.of(all, RangeRow::multirange);
        }
    }

    private static final class Opclasses {
        final List<OpclassRow> all;
        final OidMap<OpclassRow> byOid;
        final Map<Integer, List<AmopRow>> byOperator = new HashMap<>();
        final Map<Integer, List<AmopRow>> byFamily = new HashMap<>();

        Opclasses(List<OpclassRow> all, List<AmopRow> amops) {
            this.all = all;
            this.byOid = OidMap.of(all, OpclassRow::oid);
            for (AmopRow amop : amops) {
                byOperator
                        .computeIfAbsent(amop.operator(), oid -> new ArrayList<>())
                        .add(amop);
                byFamily.computeIfAbsent(amop.family(), oid -> new ArrayList<>())
                        .add(amop);
            }
        }
    }

    private static final class Relations {
        final List<SystemRelation> all;
        final OidMap<SystemRelation> byOid;
        final Map<String, SystemRelation> byName = new HashMap<>(); // no name is in both schemas

        Relations(List<SystemRelation> all) {
            this.all = all;
            all.forEach(relation -> byName.put(relation.name(), relation));
            this.byOid = OidMap.of(all, SystemRelation::oid);
        }
    }
}
