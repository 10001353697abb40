package io.trefoil.launcher.shell;

/**
 * The catalog queries behind the {@code \d} family: plain PostgreSQL over pg_catalog, with the columns psql shows. They
 * run unchanged on PostgreSQL, which is how they are tested.
 */
final class CatalogQueries {
    private static final String RELATION_KIND = """
        case c.relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'materialized view'
          when 'i' then 'index' when 'I' then 'partitioned index' when 'S' then 'sequence'
          when 'p' then 'partitioned table' when 'f' then 'foreign table' end\
        """;

    private static final String NOT_SYSTEM =
            "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'";

    private CatalogQueries() {}

    static String databases(NamePattern pattern) {
        return """
            select d.datname as "Name", pg_catalog.pg_get_userbyid(d.datdba) as "Owner",
              pg_catalog.pg_encoding_to_char(d.encoding) as "Encoding", d.datcollate as "Collate", d.datctype as "Ctype",
              pg_catalog.array_to_string(d.datacl, E'\\n') as "Access privileges"
            from pg_catalog.pg_database d
            where true%s
            order by 1\
            """.formatted(pattern.condition("d.datname", "d.datname", ""));
    }

    static String schemas(NamePattern pattern) {
        String ours =
                pattern.nameRegex().isEmpty() ? " and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'" : "";
        return """
            select n.nspname as "Name", pg_catalog.pg_get_userbyid(n.nspowner) as "Owner"
            from pg_catalog.pg_namespace n
            where true%s%s
            order by 1\
            """.formatted(ours, pattern.condition("n.nspname", "n.nspname", ""));
    }

    static String roles(NamePattern pattern) {
        String ours = pattern.nameRegex().isEmpty() ? " and r.rolname !~ '^pg_'" : "";
        return """
            select r.rolname as "Role name",
              pg_catalog.concat_ws(', ',
                case when r.rolsuper then 'Superuser' end,
                case when not r.rolinherit then 'No inheritance' end,
                case when r.rolcreaterole then 'Create role' end,
                case when r.rolcreatedb then 'Create DB' end,
                case when not r.rolcanlogin then 'Cannot login' end,
                case when r.rolreplication then 'Replication' end,
                case when r.rolbypassrls then 'Bypass RLS' end) as "Attributes",
              array(select g.rolname from pg_catalog.pg_auth_members m
                join pg_catalog.pg_roles g on g.oid = m.roleid where m.member = r.oid) as "Member of"
            from pg_catalog.pg_roles r
            where true%s%s
            order by 1\
            """.formatted(ours, pattern.condition("r.rolname", "r.rolname", ""));
    }

    /** @param kinds relkind letters */
    static String relations(String kinds, NamePattern pattern) {
        boolean indexes = kinds.equals("i");
        String in = "'" + String.join("', '", kinds.split("")) + "'";
        String ours = pattern.schemaRegex().isEmpty() ? " and " + NOT_SYSTEM : "";
        return """
            select n.nspname as "Schema", c.relname as "Name", %s as "Type",
              pg_catalog.pg_get_userbyid(c.relowner) as "Owner"%s
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace%s
            where c.relkind in (%s)%s%s
            order by 1, 2\
            """.formatted(
                        RELATION_KIND,
                        indexes ? ", t.relname as \"Table\"" : "",
                        indexes
                                ? "\njoin pg_catalog.pg_index x on x.indexrelid = c.oid"
                                        + "\njoin pg_catalog.pg_class t on t.oid = x.indrelid"
                                : "",
                        in,
                        ours,
                        pattern.condition("n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)"));
    }

    /** oid, schema, name, kind letter, kind word of each relation a pattern names. */
    static String find(NamePattern pattern) {
        return """
            select c.oid, n.nspname, c.relname, c.relkind, %s
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where true%s
            order by 2, 3\
            """.formatted(
                RELATION_KIND, pattern.condition("n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)"));
    }

    static String columns(String oid) {
        return """
            select a.attname as "Column", pg_catalog.format_type(a.atttypid, a.atttypmod) as "Type",
              (select l.collname from pg_catalog.pg_collation l, pg_catalog.pg_type t
                where l.oid = a.attcollation and t.oid = a.atttypid and a.attcollation <> t.typcollation) as "Collation",
              case when a.attnotnull then 'not null' else '' end as "Nullable",
              case when a.attidentity = 'a' then 'generated always as identity'
                when a.attidentity = 'd' then 'generated by default as identity'
                else (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef d
                  where d.adrelid = a.attrelid and d.adnum = a.attnum) end as "Default"
            from pg_catalog.pg_attribute a
            where a.attrelid = %s and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """.formatted(oid);
    }

    static String indexColumns(String oid) {
        return """
            select a.attname as "Column", pg_catalog.format_type(a.atttypid, a.atttypmod) as "Type",
              case when a.attnum <= x.indnkeyatts then 'yes' else 'no' end as "Key?",
              pg_catalog.pg_get_indexdef(a.attrelid, a.attnum, true) as "Definition"
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_index x on x.indexrelid = a.attrelid
            where a.attrelid = %s and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """.formatted(oid);
    }

    /** What kind of index it is and of which table, for the footer. */
    static String indexOwner(String oid) {
        return """
            select case when x.indisprimary then 'primary key, ' when x.indisunique then 'unique, ' else '' end
              || m.amname || ', for table "' || n.nspname || '.' || t.relname || '"'
            from pg_catalog.pg_index x
            join pg_catalog.pg_class c on c.oid = x.indexrelid
            join pg_catalog.pg_am m on m.oid = c.relam
            join pg_catalog.pg_class t on t.oid = x.indrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where x.indexrelid = %s\
            """.formatted(oid);
    }

    static String sequence(String oid) {
        return """
            select pg_catalog.format_type(s.seqtypid, null) as "Type", s.seqstart as "Start", s.seqmin as "Minimum",
              s.seqmax as "Maximum", s.seqincrement as "Increment",
              case when s.seqcycle then 'yes' else 'no' end as "Cycles?", s.seqcache as "Cache"
            from pg_catalog.pg_sequence s
            where s.seqrelid = %s\
            """.formatted(oid);
    }

    /** One line an index: what it is, as the footer of a table shows it. */
    static String indexes(String tableOid) {
        return """
            select '"' || c.relname || '"'
              || case when x.indisprimary then ' PRIMARY KEY,' when k.contype = 'u' then ' UNIQUE CONSTRAINT,'
                when x.indisunique then ' UNIQUE,' else '' end
              || pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(x.indexrelid, 0, true), '^.* USING', '')
            from pg_catalog.pg_index x
            join pg_catalog.pg_class c on c.oid = x.indexrelid
            left join pg_catalog.pg_constraint k on k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x')
              and k.conrelid = x.indrelid
            where x.indrelid = %s
            order by x.indisprimary desc, c.relname\
            """.formatted(tableOid);
    }

    /** @param kind contype letter: c for checks, f for foreign keys */
    static String constraints(String tableOid, String kind) {
        return """
            select '"' || k.conname || '" ' || pg_catalog.pg_get_constraintdef(k.oid, true)
            from pg_catalog.pg_constraint k
            where k.conrelid = %s and k.contype = '%s'
            order by k.conname\
            """.formatted(tableOid, kind);
    }

    static String references(String tableOid) {
        return """
            select 'TABLE "' || c.relname || '" CONSTRAINT "' || k.conname || '" '
              || pg_catalog.pg_get_constraintdef(k.oid, true)
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_class c on c.oid = k.conrelid
            where k.confrelid = %s and k.contype = 'f'
            order by k.conname\
            """.formatted(tableOid);
    }
}
