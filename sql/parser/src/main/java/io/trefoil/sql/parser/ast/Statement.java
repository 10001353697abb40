package io.trefoil.sql.parser.ast;

/** One SQL statement as written. Families are sealed interfaces, so that a switch can take a family at a time. */
public sealed interface Statement
        permits SelectStatement,
                DataModification,
                TableStatement,
                SchemaStatement,
                RoutineStatement,
                RoleStatement,
                ObjectStatement,
                TransactionStatement,
                SettingStatement,
                SessionStatement,
                CopyStatement,
                ExplainStatement,
                MaintenanceStatement {}
