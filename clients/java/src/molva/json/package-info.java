/** JSON without a library: a parser and writer, and readers that turn parsed values into typed ones. */
package molva.json;
