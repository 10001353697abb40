package io.trefoil.sql.catalog.views;

/** pg_class: tables, indexes, sequences, views and composite types. */
final class PgClass {
    static final ViewDefinition<ClassEntry> VIEW = ViewDefinition.of("pg_class", ClassEntry::all)
            .withBuiltinRows()
            .column("oid", ClassEntry::oid)
            .column("relname", ClassEntry::name)
            .column("relnamespace", ClassEntry::namespace)
            .column("reltype", ClassEntry::rowType)
            .constant("reloftype", 0)
            .column("relowner", ClassEntry::owner)
            .column("relam", ClassEntry::accessMethod)
            .builtin("relfilenode", 0)
            .column("relfilenode", entry -> entry.hasStorage() ? entry.oid() : 0)
            .constant("reltablespace", 0)
            .builtin("relpages", 0)
            .column(
                    "relpages",
                    entry -> entry.statistics() == null
                            ? emptyPages(entry)
                            : entry.statistics().pages())
            .builtin("reltuples", -1f)
            .column("reltuples", entry -> reltuples(entry))
            .constant("relallvisible", 0)
            .constant("reltoastrelid", 0)
            .column(
                    "relhasindex",
                    entry -> entry.table() != null && !entry.table().indexes().isEmpty())
            .constant("relisshared", false)
            .column("relpersistence", entry -> SqlValues.letter(entry.persistence()))
            .column("relkind", entry -> SqlValues.letter(entry.kind()))
            .column("relnatts", entry -> SqlValues.int2(entry.columns()))
            .column("relchecks", entry -> SqlValues.int2((int) entry.checks()))
            .column("relhasrules", entry -> entry.kind() == 'v')
            .column("relhastriggers", (scope, entry) -> scope.foreignKeyTables().contains(entry.oid()))
            .constant("relhassubclass", false)
            .constant("relrowsecurity", false)
            .constant("relforcerowsecurity", false)
            .constant("relispopulated", true)
            .column("relreplident", entry -> SqlValues.letter(entry.kind() == 'r' ? 'd' : 'n'))
            .constant("relispartition", false)
            .constant("relrewrite", 0)
            .constant("relfrozenxid", 0)
            .constant("relminmxid", 0)
            .column("relacl", (scope, entry) -> scope.acl(entry.acl()));

    private PgClass() {}

    /** An index and a sequence begin with one page, a table with none. */
    private static int emptyPages(ClassEntry entry) {
        return entry.kind() == 'i' || entry.kind() == 'S' ? 1 : 0;
    }

    /** -1 means "never analysed" for what has rows. */
    private static Float reltuples(ClassEntry entry) {
        if (entry.statistics() != null) {
            return (float) entry.statistics().rows();
        }
        return entry.kind() == 'r' ? -1f : entry.kind() == 'S' ? 1f : 0f;
    }
}
