package io.trefoil.sql.catalog.views;

import java.util.ArrayList;
import java.util.List;

/** The definitions of all views that have rows of their own; a new view is a file of its own and a line here. */
final class ViewDefinitions {
  static final List<ViewDefinition<?>> ALL = all();

  private ViewDefinitions() {}

  private static List<ViewDefinition<?>> all() {
    List<ViewDefinition<?>> all = new ArrayList<>(List.of(
        PgAttrdef.VIEW,
        PgAttribute.VIEW,
        PgAuthMembers.VIEW,
        PgAuthid.VIEW,
        PgClass.VIEW,
        PgConstraint.VIEW,
        PgDatabase.VIEW,
        PgDbRoleSetting.VIEW,
        PgDepend.VIEW,
        PgDescription.VIEW,
        PgDescription.SHARED_VIEW,
        PgEnum.VIEW,
        PgExtension.VIEW,
        PgGroup.VIEW,
        PgIndex.VIEW,
        PgIndexes.VIEW,
        PgNamespace.VIEW,
        PgRewrite.VIEW,
        PgRoles.VIEW,
        PgSequence.VIEW,
        PgSequences.VIEW,
        PgStatDatabase.VIEW,
        PgStats.VIEW,
        PgTables.VIEW,
        PgTimezoneNames.VIEW,
        PgType.VIEW,
        PgUser.VIEW,
        PgUser.SHADOW,
        PgViews.VIEW));
    all.addAll(PgStatTables.VIEWS);
    all.addAll(PgStatIndexes.VIEWS);
    all.addAll(PgStatSequences.VIEWS);
    all.addAll(List.of(
        InformationCatalogName.VIEW,
        InformationCharacterSets.VIEW,
        InformationCheckConstraints.VIEW,
        InformationCollations.VIEW,
        InformationColumnGrants.PRIVILEGES,
        InformationColumnGrants.ROLE_GRANTS,
        InformationColumns.VIEW,
        InformationConstraintUsage.COLUMNS,
        InformationConstraintUsage.TABLES,
        InformationDomains.VIEW,
        InformationDomains.CONSTRAINTS,
        InformationKeyColumnUsage.VIEW,
        InformationReferentialConstraints.VIEW,
        InformationRoles.ENABLED,
        InformationRoles.APPLICABLE,
        InformationRoles.ADMINISTRABLE,
        InformationRoutines.VIEW,
        InformationSchemata.VIEW,
        InformationSequences.VIEW,
        InformationTableConstraints.VIEW,
        InformationTableGrants.PRIVILEGES,
        InformationTableGrants.ROLE_GRANTS,
        InformationTables.VIEW,
        InformationViews.VIEW));
    return List.copyOf(all);
  }
}
