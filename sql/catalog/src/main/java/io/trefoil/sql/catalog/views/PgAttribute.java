package io.trefoil.sql.catalog.views;

/** pg_attribute: columns of tables, views, indexes, sequences and composite types. */
final class PgAttribute {
    static final ViewDefinition<AttributeEntry> VIEW = ViewDefinition.of("pg_attribute", AttributeEntry::all)
            .withBuiltinRows()
            .withFixed(AttributeEntry::hiddenOfSystemTables)
            .column("attrelid", AttributeEntry::relation)
            .column("attname", AttributeEntry::name)
            .column("atttypid", AttributeEntry::type)
            .builtin("attstattarget", -1)
            .column("attstattarget", entry -> entry.number() < 0 || entry.dropped() ? 0 : -1)
            .column(
                    "attlen",
                    (scope, entry) ->
                            SqlValues.int2(scope.type(entry.storedType()).length()))
            .column("attnum", entry -> SqlValues.int2(entry.number()))
            .column("attndims", (scope, entry) -> scope.type(entry.type()).isArray() ? 1 : 0)
            .constant("attcacheoff", -1)
            .column("atttypmod", AttributeEntry::modifier)
            .column("attbyval", (scope, entry) -> scope.type(entry.storedType()).byValue())
            .column(
                    "attalign",
                    (scope, entry) ->
                            SqlValues.letter(scope.type(entry.storedType()).align()))
            .column(
                    "attstorage",
                    (scope, entry) ->
                            SqlValues.letter(scope.type(entry.storedType()).storage()))
            .constant("attcompression", SqlValues.letter((char) 0))
            .column("attnotnull", AttributeEntry::notNull)
            .builtin("atthasdef", false)
            .column(
                    "atthasdef",
                    entry -> entry.column() != null && entry.column().defaultSql() != null)
            .builtin("atthasmissing", false)
            .column(
                    "atthasmissing",
                    entry -> entry.column() != null && entry.column().missingSql() != null)
            .builtin("attidentity", SqlValues.letter((char) 0))
            .column("attidentity", entry -> SqlValues.letter(entry.identity()))
            .builtin("attgenerated", SqlValues.letter((char) 0))
            .column(
                    "attgenerated",
                    entry -> SqlValues.letter(
                            entry.column() != null && entry.column().generated() ? 's' : (char) 0))
            .builtin("attisdropped", false)
            .column("attisdropped", AttributeEntry::dropped)
            .constant("attislocal", true)
            .constant("attinhcount", 0)
            .column("attcollation", (scope, entry) -> scope.type(entry.type()).collation());

    private PgAttribute() {}
}
