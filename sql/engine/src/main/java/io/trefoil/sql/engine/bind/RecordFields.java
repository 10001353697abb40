package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
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
      case Scalar.Call call -> access(call, outputs(call.function()));
      case Scalar.SetCall call -> access(call, outputs(call.function()));
      default -> List.of();
    };
  }

  private static List<NamedColumn> access(Scalar record, List<NamedColumn> outputs) {
    List<NamedColumn> fields = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      SqlType type = outputs.get(i).value().type();
      fields.add(new NamedColumn(outputs.get(i).name(), new Scalar.FieldAccess(record, i, type, -1), 0, 0));
    }
    return fields;
  }

  /** The OUT columns of a function that has several of them, as InputRefs by position; empty otherwise. */
  static List<NamedColumn> outputs(FunctionReference function) {
    ProcRow proc = BuiltinCatalog.instance().proc(function.oid());
    if (proc == null || proc.allArgumentTypes().length == 0) {
      return List.of();
    }
    List<NamedColumn> outputs = new ArrayList<>();
    for (int i = 0; i < proc.allArgumentTypes().length; i++) {
      char mode = proc.argumentModes().charAt(i);
      if (mode == 'o' || mode == 'b' || mode == 't') {
        String name = i < proc.argumentNames().size() ? proc.argumentNames().get(i) : "";
        SqlType type = SqlTypes.find(proc.allArgumentTypes()[i]).orElse(SqlTypes.TEXT);
        int index = outputs.size();
        String shown = name.isEmpty() ? "column" + (index + 1) : name;
        outputs.add(new NamedColumn(shown, new Scalar.InputRef(index, type, -1, shown), 0, 0));
      }
    }
    return outputs.size() > 1 ? outputs : List.of();
  }
}
