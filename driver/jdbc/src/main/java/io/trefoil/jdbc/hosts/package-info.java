/** Which of several servers a connection goes to: their order, their health, their roles, and how long each is waited for. */
@org.jspecify.annotations.NullMarked
package io.trefoil.jdbc.hosts;
