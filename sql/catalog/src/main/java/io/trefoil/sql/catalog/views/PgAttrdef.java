package io.trefoil.sql.catalog.views;

/** pg_attrdef: defaults of columns; adbin is their SQL text. */
final class PgAttrdef {
    static final ViewDefinition<DefaultEntry> VIEW = ViewDefinition.of("pg_attrdef", DefaultEntry::all)
            .column("oid", DefaultEntry::oid)
            .column("adrelid", entry -> entry.relation().oid())
            .column("adnum", entry -> SqlValues.int2(entry.column().number()))
            .column("adbin", DefaultEntry::sql);

    private PgAttrdef() {}
}
