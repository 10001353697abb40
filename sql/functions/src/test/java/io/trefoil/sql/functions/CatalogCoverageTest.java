package io.trefoil.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.functions.builtin.BuiltinFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Our signatures against pg_proc. */
class CatalogCoverageTest {
    /** Types outside the first storey, and functions that only the machinery of PostgreSQL itself calls. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            ".*(internal|cstring|trigger|handler|_ddl|tsvector|tsquery|box|circle|point|path|lseg|line\\b|polygon|inet|cidr|"
                + "macaddr|range|xml|money|regconfig|regdictionary|snapshot|aclitem|json|enum|refcursor|\\bts_).*"
                + "|(pg_|has_|binary_upgrade|lo_|brin|gin_|spg|gist|_pg|to_reg|txid_|row_security|acl|loread|lowrite|"
                + "fmgr_|plpgsql_|postgresql_fdw|hash|.*hash(_extended)?\\(|.*_hash|shobj|obj_desc|col_desc|amvalidate|"
                + "currtid|getpgusername|satisfies_hash|.*_accum|.*_combine|float8_|interval_avg|interval_combine|"
                + "int8_avg|int.*_sum\\(|int._avg_|mxid|query_to|table_to|schema_to|database_to|cursor_to|binary_|"
                + "bt.*equalimage|row_number|rank|dense_rank|percent_rank|cume_dist|ntile|lag|lead|first_value|last_value|"
                + "nth_value|format_type|nameconcatoid|int8inc_float8|ts_).*");

    @Test
    void everySignatureIsOneOfPgProc() {
        Set<String> known = new TreeSet<>();
        for (ProcRow row : BuiltinCatalog.instance().procs()) {
            known.add((row.isAggregate() ? "aggregate " : "") + signature(row));
        }
        FunctionLibrary library = BuiltinFunctions.library();
        List<String> ours = new ArrayList<>(library.functionSignatures());
        library.aggregateSignatures().forEach(signature -> ours.add("aggregate " + signature));
        assertThat(known).containsAll(ours);
    }

    @Test
    void reportsHowMuchOfPgProcIsThere() {
        FunctionLibrary library = BuiltinFunctions.library();
        int total = 0;
        int done = 0;
        Set<String> missing = new TreeSet<>();
        for (ProcRow row : BuiltinCatalog.instance().procs()) {
            String signature = signature(row);
            if (row.namespace() != 11 || ELSEWHERE.matcher(signature).matches() || row.isWindow()) {
                continue;
            }
            total++;
            boolean there =
                    row.isAggregate() ? library.aggregate(signature) != null : library.function(signature) != null;
            done += there ? 1 : 0;
            if (!there) {
                missing.add(signature);
            }
        }
        System.out.println("functions of the first storey: " + done + " of " + total + "; all of pg_proc: "
                + (library.functionSignatures().size()
                        + library.aggregateSignatures().size()) + " of "
                + BuiltinCatalog.instance().procs().size());
        System.out.println("missing: " + missing);
        assertThat(done).isGreaterThan(total / 2);
    }

    private static String signature(ProcRow row) {
        StringBuilder signature = new StringBuilder(row.name()).append('(');
        for (int i = 0; i < row.argumentTypes().length; i++) {
            TypeRow type = BuiltinCatalog.instance().type(row.argumentTypes()[i]);
            signature.append(i == 0 ? "" : ",").append(type == null ? "?" : type.name());
        }
        return signature.append(')').toString();
    }
}
