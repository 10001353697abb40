#!/bin/bash
# Writes postgresql-15.catalog: the rows of PostgreSQL's own catalogs, read from a fresh, empty PostgreSQL 15 cluster.
# Usage: dump-catalog.sh HOST PORT USER > ../main/resources/io/trefoil/sql/catalog/builtin/postgresql-15.catalog
# The cluster is made with: initdb --locale=C --encoding=UTF8 -A trust -U trefoil
#
# Format: a section a catalog table. "@table BYTES column column ..." opens it, then BYTES bytes of rows, one line a row
# in COPY's text form (tab between fields, \N for null, backslash escapes). Columns that are the same in every
# row are left out of pg_attribute; regproc columns are OIDs; expressions are printed, not stored as trees.
set -euo pipefail
host=$1; port=$2; user=$3
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
export PGOPTIONS='-c client_min_messages=warning'
run() { psql -X -q -A -t -h "$host" -p "$port" -U "$user" -d template1 -v ON_ERROR_STOP=1 "$@"; }

columns() { # every column of table $1 except those listed in $2 (comma separated)
  run -c "select string_agg(case when atttypid = 'regproc'::regtype then attname || '::oid'
                                 else attname end, ',' order by attnum)
          from pg_attribute
          where attrelid = 'pg_catalog.$1'::regclass and attnum > 0 and not attisdropped
            and atttypid <> 'pg_node_tree'::regtype and attname <> all (string_to_array('${2:-}', ','))"
}

section() { # table, columns left out, extra columns ("expression as name"), names of the extra columns, condition, order
  local list names
  list=$(columns "$1" "$2")
  names=${list//::oid/}
  [ -z "$3" ] || { list="$list,$3"; names="$names,$4"; }
  run -c "copy (select $list from pg_catalog.$1 where $5 order by $6) to stdout" > "$rows"
  echo "@$1 $(wc -c < "$rows") ${names//,/ }"
  cat "$rows"
}

user_schema="('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
relation="(select c.oid from pg_class c where c.relnamespace in $user_schema)"

echo "# PostgreSQL 15 catalog rows, written by src/generate/dump-catalog.sh; do not edit"
section pg_namespace "" "" "" "oid in $user_schema or nspname = 'pg_toast'" oid
section pg_type "" "" "" true oid
section pg_proc "" "(select array_agg(pg_get_function_arg_default(pg_proc.oid, n::int) order by n)
    from generate_series(1, pronargs) n where n > pronargs - pronargdefaults) as proargdefaults,
    pg_get_function_sqlbody(oid) as prosqlbody" "proargdefaults,prosqlbody" "pronamespace in $user_schema and proname !~ '^plpgsql_'" oid
section pg_operator "" "" "" true oid
section pg_cast "" "" "" true oid
section pg_aggregate "" "" "" true aggfnoid
section pg_range "" "" "" true rngtypid
section pg_opclass "" "" "" true oid
section pg_opfamily "" "" "" true oid
section pg_amop "" "" "" true oid
section pg_amproc "" "" "" true oid
section pg_am "" "" "" true oid
section pg_collation "" "" "" "oid < 12000" oid
section pg_conversion "" "" "" true oid
section pg_language "" "" "" "lanname <> 'plpgsql'" oid
section pg_class "reltuples,relpages,reltoastrelid,relallvisible,relfrozenxid,relminmxid,relpartbound,relfilenode" "" "" \
  "relnamespace in $user_schema" oid
section pg_attribute "attstattarget,attcacheoff,attcompression,atthasdef,atthasmissing,attidentity,attgenerated,\
attisdropped,attislocal,attinhcount,attacl,attoptions,attfdwoptions,attmissingval" "" "" \
  "attnum > 0 and attrelid in $relation" "attrelid, attnum"
section pg_index "" "" "" "indexrelid in $relation" indexrelid
section pg_constraint "" "pg_get_constraintdef(oid) as definition, pg_get_expr(conbin, 0) as conbin" "definition,conbin" \
  "connamespace in $user_schema" oid
section pg_authid "rolpassword" "" "" "rolname ~ '^pg_'" oid
section pg_auth_members "" "" "" true "roleid, member"
section pg_tablespace "" "" "" true oid
section pg_ts_config "" "" "" true oid
section pg_ts_config_map "" "" "" true "mapcfg, maptokentype, mapseqno"
section pg_ts_dict "" "" "" true oid
section pg_ts_parser "" "" "" true oid
section pg_ts_template "" "" "" true oid
section pg_description "" "" "" "classoid <> 'pg_extension'::regclass and classoid <> 'pg_collation'::regclass" \
  "objoid, classoid, objsubid"
