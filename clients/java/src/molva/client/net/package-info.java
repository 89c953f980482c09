/** The network by the JDK's own client. */
package molva.client.net;
