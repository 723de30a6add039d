/** What moves through a warehouse, whose delay, error or rank says nothing about a person. For `thingBeside`. */
export const flowEn = `order, load, truck, lorry, trailer, vehicle, van, train, vessel, ship, container, pallet, parcel, shipment, delivery, carrier, supplier,
  vendor, customer, item, sku, stock, product, article, goods, material, part, line, conveyor, sorter, machine, robot, agv, amr, crane, shuttle, lift,
  system, server, sensor, device, network, api, job, batch, wave, route, tour, flight, asn, invoice, payment, carton, box, tote, bin, slot, lane, dock,
  forecast, inventory, print*, database, message, file, feed, event, service, transport, freight, courier, motor, equipment, storage, warehouse, lot`
export const flowDe = `auftrag, auftrage, auftrags*, ladung*, lkw, lastwagen, anhanger, fahrzeug*, zug, schiff, container, palette*, paket*, sendung*, liefer*,
  spedition*, spediteur, kunde*, artikel*, bestand*, lager*, ware, waren*, material*, teil, teile, anlage*, maschine*, forder*, sorter, roboter, fts, kran,
  shuttle, system*, server*, sensor*, gerat*, netz*, rechnung*, zahlung*, karton*, behalter*, tor, rampe, strecke, tour, touren, flug, bestell*, transport*,
  fracht, druck*, datenbank*, nachricht*, motor*, frachtfuhrer, linie, charge, welle, zulieferer, dienstleister, hersteller`
export const flowFr = `commande, chargement, camion, poids lourd, remorque, vehicule, train, navire, conteneur, palette, colis, envoi, livraison, transport*,
  fournisseur, client, clients, article, stock, produit, marchandise, matiere, piece, ligne, convoyeur, trieur, machine, robot, chariot, pont, navette, systeme,
  serveur, capteur, appareil, reseau, facture, paiement, carton, bac, quai, tournee, vol, reception, expedition, fret, impression, base, message, fichier, moteur,
  equipement, entrepot, lot, vague, transporteur, prestataire, fabricant, materiel, inventaire, camions, service`
