package io.trefoil.sql.catalog.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Grants, ownership and membership decide what a role may do. */
class PrivilegeInquiryTest {
    private final PrivilegeInquiry superuser = new PrivilegeInquiry(SampleCatalog.snapshot(), 10);
    private final PrivilegeInquiry ann = new PrivilegeInquiry(SampleCatalog.snapshot(), SampleCatalog.ANN);
    private final PrivilegeInquiry readers = new PrivilegeInquiry(SampleCatalog.snapshot(), SampleCatalog.READERS);

    @Test
    void ownersMayDoEverythingAndOthersWhatWasGranted() {
        assertThat(ann.onRelation(SampleCatalog.USERS, "DELETE")).isTrue();
        assertThat(readers.onRelation(SampleCatalog.USERS, "select"))
                .as("granted to PUBLIC")
                .isTrue();
        assertThat(readers.onRelation(SampleCatalog.USERS, "DELETE")).isFalse();
        assertThat(readers.onRelation(SampleCatalog.USERS, "DELETE, SELECT")).isTrue();
        assertThat(readers.onRelation(SampleCatalog.USERS, "SELECT WITH GRANT OPTION"))
                .isFalse();
        assertThat(readers.onRelation(SampleCatalog.ORDERS, "SELECT")).isFalse();
        assertThat(superuser.onRelation(SampleCatalog.ORDERS, "SELECT")).isTrue();
        assertThat(ann.onRelation(4711, "SELECT")).isNull();
    }

    @Test
    void schemasDatabasesAndSystemTables() {
        assertThat(readers.onSchema(SampleCatalog.APP, "USAGE WITH GRANT OPTION"))
                .isTrue();
        assertThat(readers.onSchema(SampleCatalog.APP, "CREATE")).isFalse();
        assertThat(readers.onSchema(11, "USAGE")).isTrue();
        assertThat(readers.onDatabase(SampleCatalog.DATABASE, "CONNECT, TEMP")).isTrue();
        assertThat(readers.onDatabase(SampleCatalog.DATABASE, "CREATE")).isFalse();
        assertThat(readers.onRelation(1259, "SELECT")).isTrue();
        assertThat(readers.onRelation(1260, "SELECT")).as("pg_authid").isFalse();
    }

    @Test
    void membershipIsInherited() {
        assertThat(ann.hasRole(SampleCatalog.READERS, "USAGE")).isTrue();
        assertThat(ann.hasRole(SampleCatalog.READERS, "MEMBER WITH ADMIN OPTION"))
                .isFalse();
        assertThat(readers.hasRole(SampleCatalog.ANN, "MEMBER")).isFalse();
    }

    @Test
    void unknownPrivilegesAreErrors() {
        assertThatThrownBy(() -> ann.onRelation(SampleCatalog.USERS, "FLY"))
                .hasMessage("unrecognized privilege type: \"FLY\"");
    }
}
