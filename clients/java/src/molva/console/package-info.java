/** A console client on the library. */
package molva.console;
