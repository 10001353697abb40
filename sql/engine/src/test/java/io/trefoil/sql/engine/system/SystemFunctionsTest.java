package io.trefoil.sql.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.engine.bind.FunctionCatalog;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.functions.builtin.BuiltinFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SystemFunctionsTest {
    private final FunctionLibrary system = new FunctionLibrary(SystemFunctions.families());

    @Test
    void everySignatureIsARowOfPgProc() {
        Set<String> rows = BuiltinCatalog.instance().procs().stream()
                .map(FunctionCatalog::signature)
                .collect(Collectors.toSet());
        assertThat(system.functionSignatures()).isSubsetOf(rows);
    }

    @Test
    void noFunctionIsDefinedInTwoModules() {
        List<FunctionFamily> all = new ArrayList<>(BuiltinFunctions.families());
        all.addAll(SystemFunctions.families());
        assertThat(new FunctionLibrary(all).functionSignatures()).containsAll(system.functionSignatures());
    }

    @Test
    void setReturningBodiesBelongToSetReturningFunctions() {
        BuiltinCatalog.instance().procs().forEach(proc -> {
            FunctionBody body = system.function(FunctionCatalog.signature(proc));
            if (body != null) {
                assertThat(body instanceof FunctionBody.SetReturning)
                        .as(proc.name())
                        .isEqualTo(proc.returnsSet());
            }
        });
    }
}
