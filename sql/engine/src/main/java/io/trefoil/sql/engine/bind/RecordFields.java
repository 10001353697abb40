package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.NamedRecordType;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;

/** The fields of a record value, where its expression tells them: row constructors and functions with OUT arguments. */
final class RecordFields {
    private RecordFields() {}

    /** The fields with expressions that fetch them; empty when the shape is not known. */
    static List<NamedColumn> of(Scalar value) {
        return switch (value) {
            case Scalar.RowConstructor row -> {
                List<NamedColumn> fields = new ArrayList<>();
                for (int i = 0; i < row.fields().size(); i++) {
                    fields.add(new NamedColumn(row.names().get(i), row.fields().get(i), 0, 0));
                }
                yield fields;
            }
            default -> value.type() instanceof NamedRecordType shape ? access(value, shape) : List.of();
        };
    }

    private static List<NamedColumn> access(Scalar record, NamedRecordType shape) {
        List<NamedColumn> fields = new ArrayList<>();
        for (int i = 0; i < shape.names().size(); i++) {
            Scalar field = new Scalar.FieldAccess(record, i, shape.types().get(i), -1);
            fields.add(new NamedColumn(shape.names().get(i), field, 0, 0));
        }
        return fields;
    }

    /** The type of a call's result: a record with its columns when the function has several OUT arguments. */
    static SqlType resultType(FunctionReference function, List<Scalar> arguments, SqlType declared) {
        List<NamedColumn> outputs = declared.oid() == TypeOid.RECORD ? outputs(function, arguments) : List.of();
        return outputs.isEmpty()
                ? declared
                : new NamedRecordType(
                        outputs.stream().map(NamedColumn::name).toList(),
                        outputs.stream().map(output -> output.value().type()).toList());
    }

    /** The OUT columns of a function that has several of them, as InputRefs by position; empty otherwise. */
    static List<NamedColumn> outputs(FunctionReference function, List<Scalar> arguments) {
        ProcRow proc = BuiltinCatalog.instance().proc(function.oid());
        if (proc == null || proc.allArgumentTypes().length == 0) {
            return List.of();
        }
        List<NamedColumn> outputs = new ArrayList<>();
        for (int i = 0; i < proc.allArgumentTypes().length; i++) {
            char mode = proc.argumentModes().charAt(i);
            if (mode == 'o' || mode == 'b' || mode == 't') {
                String name =
                        i < proc.argumentNames().size() ? proc.argumentNames().get(i) : "";
                SqlType type = actual(proc, proc.allArgumentTypes()[i], arguments);
                int index = outputs.size();
                String shown = name.isEmpty() ? "column" + (index + 1) : name;
                outputs.add(new NamedColumn(shown, new Scalar.InputRef(index, type, -1, shown), 0, 0));
            }
        }
        return outputs.size() > 1 ? outputs : List.of();
    }

    /** The declared type of an OUT argument; for a polymorphic one the type that the arguments of the call make it. */
    private static SqlType actual(ProcRow proc, int declared, List<Scalar> arguments) {
        for (int i = 0; i < proc.argumentCount() && i < arguments.size(); i++) {
            int input = proc.argumentTypes()[i];
            SqlType given = arguments.get(i).type();
            if (declared == TypeOid.ANYELEMENT && input == TypeOid.ANYARRAY) {
                TypeRow array = BuiltinCatalog.instance().type(given.oid());
                return SqlTypes.find(array == null ? 0 : array.element()).orElse(SqlTypes.TEXT);
            }
            if (declared == input && (declared == TypeOid.ANYELEMENT || declared == TypeOid.ANYARRAY)) {
                return given;
            }
        }
        return SqlTypes.find(declared).orElse(SqlTypes.TEXT);
    }
}
