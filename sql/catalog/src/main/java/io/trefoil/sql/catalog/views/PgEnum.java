package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.types.EnumLabel;
import java.util.ArrayList;
import java.util.List;

/** pg_enum: the labels of enums in their order. */
final class PgEnum {
    static final ViewDefinition<Label> VIEW = ViewDefinition.of("pg_enum", PgEnum::labels)
            .column("oid", label -> SqlValues.derivedOid(label.type().oid(), label.position()))
            .column("enumtypid", label -> label.type().oid())
            .column("enumsortorder", label -> (float) label.label().position())
            .column("enumlabel", label -> label.label().text());

    /** A label by its place, counted from 1. */
    record Label(UserType type, int position) {
        EnumLabel label() {
            return type.labels().get(position - 1);
        }
    }

    private PgEnum() {}

    private static List<Label> labels(ViewScope scope) {
        List<Label> labels = new ArrayList<>();
        for (UserType type : scope.userTypes()) {
            for (int i = 1; i <= type.labels().size(); i++) {
                labels.add(new Label(type, i));
            }
        }
        return labels;
    }
}
